import {existsSync} from 'node:fs';
import {SystemClock} from '../adapters/clock/system-clock.js';
import {ensureInstallation} from '../adapters/installation/install-file.js';
import {ensureKeyFile} from '../adapters/secrets/key-file.js';
import {openStore} from '../adapters/store/open-store.js';
import {firstTopology} from '../core/domain/changes/with-org.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {listWords, sortedUnique} from '../core/domain/indexes.js';
import {founderSetting, type Store} from '../core/ports/store.js';
import type {Paths} from './paths.js';
import {isLocalStore, shownAddress, type StoreAddress} from './store-address.js';

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
    const keyNeeded = !process.env['MUSTER_KEY'] && !existsSync(paths.key);
    if (keyNeeded && (existsSync(paths.install) || isLocalStore(facts.store))) await expectNothingSealed(store, paths.key);
    const {installation, created} = ensureInstallation(paths.install, {installTime: clock.now(), description: facts.description});
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

/** A second key would open nothing of what the first has sealed, and what it seals itself would hide that. */
async function expectNothingSealed(store: Store, keyPath: string): Promise<void> {
  const sealed = await store.readSealed();
  if (sealed.length === 0) return;
  const keys = sortedUnique(sealed.map(({keyId}) => keyId));
  throw new Failure({
    code: 'KEY_MISSING',
    exit: exitCodes.outside,
    subject: 'key',
    message: `The key ${keyPath} is missing, and ${sealed.length === 1 ? 'a secret' : `${sealed.length} versions of secrets`} of the store ${sealed.length === 1 ? 'is' : 'are'} sealed with ${keys.length === 1 ? 'the key' : 'the keys'} ${listWords(keys)}.`,
    hint: `Bring the key ${keys[0]} back as ${keyPath} or in MUSTER_KEY; if it is lost for good: openssl rand -hex 32 > ${keyPath} && chmod 600 ${keyPath}, and then set every secret again`,
    details: {path: keyPath, keys, secrets: sealed.length},
  });
}

/** Of two that begin one store at once, one does; what stands in it stays as it is. */
async function begin(store: Store, installation: string): Promise<boolean> {
  if ((await store.readTopology(['orgs'])).orgs.length > 0) return false;
  return store.change((before) =>
    before.orgs.length > 0 ? {commit: {}, result: false} : {commit: {after: firstTopology(installation)}, result: true},
  );
}
