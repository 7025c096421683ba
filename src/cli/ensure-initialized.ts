import {existsSync} from 'node:fs';
import type {Paths} from './paths.js';

/** A first `apply` sets Muster up by itself and says so: one file, one command. */
export async function ensureInitialized(paths: Paths, version: string): Promise<void> {
  if (existsSync(paths.install) || existsSync(paths.store)) return;
  const {initialize} = await import('./initialize.js');
  const {created} = await initialize(paths, {description: '', proxyImage: null, version});
  process.stderr.write(`Set up Muster for the first time: ${created.join(', ')}\n`);
}
