import {readdirSync, readFileSync} from 'node:fs';

/** Ids of the processes whose command line contains all of these words. Linux only. */
export function findProcesses(...words: readonly string[]): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    const line = commandLine(pid);
    return words.every((word) => line.includes(word));
  }).map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

export function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
