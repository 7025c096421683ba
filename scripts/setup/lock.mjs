import {spawn} from 'node:child_process';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {findProgram} from './command.mjs';

/**
 * One setup at a time on a machine. The kernel holds the lock for a child that ends when our end of its
 * standard input closes, so even `kill -9` of this process leaves nothing stale behind.
 */
export async function withSetupLock(work) {
  const flock = findProgram('flock');
  if (!flock) return work();
  const holder = spawn(flock, [lockFile(), '-c', 'echo held; cat >/dev/null'], {stdio: ['pipe', 'pipe', 'inherit']});
  const ended = new Promise((resolve) => holder.on('close', resolve));
  try {
    await new Promise((resolve, reject) => {
      holder.stdout.once('data', resolve);
      holder.once('error', reject);
      holder.once('close', (code) => reject(new Error(`The setup lock ${lockFile()} cannot be taken (flock exit ${code}).`)));
    });
    return await work();
  } finally {
    holder.stdin.end();
    await ended;
  }
}

const lockFile = () => join(tmpdir(), `muster-setup-${process.getuid()}.lock`);
