import {parseEnv} from 'node:util';
import {readText} from '../yaml/read-text.js';
import {Failure} from '../../core/domain/errors.js';
import type {FileVariable} from '../../core/domain/import/source.js';

/** Variables of an environment file with their lines; null when there is no such file, or it cannot be read. */
export async function readEnvFile(file: string): Promise<readonly FileVariable[] | null> {
  const text = await readText(file).catch((error: unknown) => {
    if (error instanceof Failure) return null;
    throw error;
  });
  if (text === null) return null;
  const lines = text.split('\n').map((line) => /^\s*(?:export\s+)?([^\s=#]+)\s*=/.exec(line)?.[1] ?? null);
  return Object.entries(parseEnv(text)).map(([name, value = '']) => ({
    name,
    value,
    place: {file, line: lines.lastIndexOf(name) + 1 || 1, key: name},
  }));
}
