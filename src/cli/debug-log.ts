import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {makeFolder} from '../adapters/files/make-folder.js';

/** Writes what is known of a bug; null when even that cannot be done. */
export async function writeDebugLog(error: Error, stateDirectory: string): Promise<string | null> {
  const path = join(stateDirectory, `debug-${new Date().toISOString().replaceAll(':', '-')}-${process.pid}.log`);
  const facts = [`node ${process.version} on ${process.platform} ${process.arch}`, error.stack ?? String(error), cause(error)];
  try {
    makeFolder(stateDirectory, 0o700);
    await writeFile(path, `${facts.filter((fact) => fact !== '').join('\n\n')}\n`, {mode: 0o600});
    return path;
  } catch {
    return null;
  }
}

function cause(error: Error): string {
  return error.cause instanceof Error ? `caused by ${error.cause.stack ?? error.cause.message}` : '';
}
