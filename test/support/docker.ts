import {execFile} from 'node:child_process';
import {promisify} from 'node:util';

const execute = promisify(execFile);

/** Runs docker and returns the lines of its output that are not empty; fails when it fails. */
export async function docker(...args: readonly string[]): Promise<readonly string[]> {
  const {stdout} = await execute('docker', [...args], {maxBuffer: 64 * 1024 * 1024});
  return stdout.split('\n').filter((line) => line !== '');
}

/** Ends a container's first process the way a crash does: `docker kill` would also cancel its restart. */
export async function crashContainer(name: string): Promise<void> {
  const [pid] = await docker('inspect', '-f', '{{.State.Pid}}', name);
  process.kill(Number(pid), 'SIGKILL');
}
