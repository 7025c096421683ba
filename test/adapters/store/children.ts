import {type ChildProcess, spawn} from 'node:child_process';
import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';

export interface Ended {
  readonly exit: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Bundles `child.ts` into the directory; what it returns starts it as a process of its own. */
export async function bundleChild(
  directory: string,
): Promise<(...args: readonly string[]) => {readonly child: ChildProcess; readonly ended: Promise<Ended>}> {
  const outfile = join(directory, 'child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3', 'mysql2'],
    logLevel: 'error',
  });
  symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(directory, 'node_modules'));
  return (...args) => {
    const child = spawn(process.execPath, [outfile, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const ended = new Promise<Ended>((resolve) => child.on('close', (exit, signal) => resolve({exit, signal, stdout, stderr})));
    return {child, ended};
  };
}
