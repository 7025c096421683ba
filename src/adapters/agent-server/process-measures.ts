import {readdir} from 'node:fs/promises';

/** What a process costs its machine. */
export interface ProcessMeasures {
  readonly startedSeconds: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  /** Null where the system does not show it. */
  readonly openFiles: number | null;
}

export async function readProcess(): Promise<ProcessMeasures> {
  const {user, system} = process.cpuUsage();
  return {
    startedSeconds: Date.now() / 1000 - process.uptime(),
    cpuSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage.rss(),
    openFiles: await readdir('/proc/self/fd').then(
      (names) => names.length,
      () => null,
    ),
  };
}
