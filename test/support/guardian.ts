import {spawn} from 'node:child_process';

/**
 * Runs the shell commands when this process ends, however it ends: the kernel closes our end of the guardian's standard input.
 * What it returns runs them now.
 */
export function guard(commands: string): () => Promise<void> {
  const guardian = spawn('/bin/sh', ['-c', `cat >/dev/null; ${commands}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Away from the signals of the terminal, which would end it before its work.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => guardian.once('close', () => resolve()));
  guardian.unref();
  return async () => {
    guardian.ref();
    guardian.stdin.end();
    await ended;
  };
}
