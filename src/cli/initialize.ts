import {existsSync} from 'node:fs';
import {SystemClock} from '../adapters/clock/system-clock.js';
import {ensureInstallation} from '../adapters/installation/install-file.js';
import {ensureKeyFile} from '../adapters/secrets/key-file.js';
import {openStore} from '../adapters/store/open-store.js';
import {firstTopology} from '../core/domain/changes/with-org.js';
import {founderSetting, type Store} from '../core/ports/store.js';
import type {Paths} from './paths.js';
import {shownAddress, type StoreAddress} from './store-address.js';

export interface Initialized {
  readonly installId: string;
  /** Path or address of the store; a password is masked. */
  readonly store: string;
  /** What was made now: paths, and the address of a store. */
  readonly created: readonly string[];
  /** Whether a cluster of the store is this installation's; one that finds another's store joins with one of its own. */
  readonly joined: boolean;
}

export interface InitializeFacts {
  readonly store: StoreAddress;
  readonly description: string;
  readonly proxyImage: string | null;
  readonly version: string;
}

/** Makes what is missing of identity, key and store. */
export async function initialize(paths: Paths, facts: InitializeFacts): Promise<Initialized> {
  const clock = new SystemClock();
  // First: of a server that does not answer nothing is left on this machine.
  const store = await openStore({...facts.store, create: true, clock, version: facts.version});
  try {
    const {installation, created} = ensureInstallation(paths.install, {installTime: clock.now(), description: facts.description});
    const keyNeeded = !process.env['MUSTER_KEY'] && !existsSync(paths.key);
    if (keyNeeded) ensureKeyFile(paths.key);
    const begun = await begin(store, installation.installId);
    if (begun) await store.writeSetting(founderSetting, installation.installId);
    if (facts.proxyImage) await store.writeSetting('proxy-image', facts.proxyImage);
    const shown = shownAddress(facts.store);
    return {
      installId: installation.installId,
      store: shown,
      created: [created ? paths.install : null, keyNeeded ? paths.key : null, begun ? shown : null].filter(
        (path) => path !== null,
      ),
      joined: (await store.readTopology(['clusters'])).clusters.some(
        (cluster) => cluster.installation === installation.installId,
      ),
    };
  } finally {
    await store.close();
  }
}

/** Of two that begin one store at once, one does; what stands in it stays as it is. */
async function begin(store: Store, installation: string): Promise<boolean> {
  if ((await store.readTopology(['orgs'])).orgs.length > 0) return false;
  return store.change((before) =>
    before.orgs.length > 0 ? {commit: {}, result: false} : {commit: {after: firstTopology(installation)}, result: true},
  );
}
