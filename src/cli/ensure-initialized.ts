import {existsSync} from 'node:fs';
import type {Paths} from './paths.js';
import {isLocalStore, type StoreAddress} from './store-address.js';
import {tell} from './streams.js';

/** A first `apply` sets Muster up by itself and says so: one file, one command. What is not of this machine is set up by `init` alone. */
export async function ensureInitialized(paths: Paths, store: StoreAddress, version: string): Promise<void> {
  if (!isLocalStore(store) || existsSync(paths.install) || existsSync(store.address)) return;
  const {initialize} = await import('./initialize.js');
  const {created} = await initialize(paths, {store, description: '', proxyImage: null, version});
  tell(`Set up Muster for the first time: ${created.join(', ')}`);
}
