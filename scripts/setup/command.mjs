import {spawn} from 'node:child_process';
import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';
import {Readable} from 'node:stream';

const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

// A plain `su` on Debian leaves the sbin folders out, and dockerd, iptables and haproxy live there.
export const searchPath = [...new Set([...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS])]
  .filter(Boolean)
  .join(delimiter);

export const findProgram = (name) =>
  searchPath
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);

/** Runs a program to its end and never throws: `{ code, stdout, stderr }`, code 127 when there is no such program. */
export function run(program, args = [], {cwd, env = {}, input = [], timeoutMs = 0, signal, onStdout} = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {cwd, env: {...process.env, PATH: searchPath, ...env}, timeout: timeoutMs, signal});
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      onStdout?.();
    });
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('error', (error) => resolve({code: 127, stdout, stderr: error.message}));
    child.on('close', (code, endedBy) =>
      resolve({code: code ?? 1, stdout, stderr: endedBy ? `${stderr}\nended by ${endedBy}` : stderr}),
    );
    child.stdin.on('error', () => {});
    Readable.from(input).pipe(child.stdin);
  });
}

export async function mustRun(program, args, options) {
  const result = await run(program, args, options);
  if (result.code === 0) return result.stdout;
  const lastLines = `${result.stderr || result.stdout}`.trim().split('\n').slice(-8).join('\n');
  throw new Error(`${program} ${args.slice(0, 3).join(' ')} failed (exit ${result.code}):\n${lastLines}`);
}

export const say = (line) => process.stderr.write(`setup: ${line}\n`);

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
