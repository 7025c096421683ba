import {existsSync} from 'node:fs';
import {SystemClock} from '../adapters/clock/system-clock.js';
import {ensureInstallation} from '../adapters/installation/install-file.js';
import {ensureKeyFile} from '../adapters/secrets/key-file.js';
import {openStore} from '../adapters/store/open-store.js';
import {firstTopology} from '../core/domain/changes/with-org.js';
import type {Paths} from './paths.js';

export interface Initialized {
  readonly installId: string;
  /** Paths that were made now. */
  readonly created: readonly string[];
}

/** Makes what is missing of identity, key and store. */
export async function initialize(
  paths: Paths,
  facts: {readonly description: string; readonly proxyImage: string | null; readonly version: string},
): Promise<Initialized> {
  const clock = new SystemClock();
  const hadStore = existsSync(paths.store);
  const {installation, created} = await ensureInstallation(paths.install, {
    installTime: clock.now(),
    description: facts.description,
  });
  const keyNeeded = !process.env['MUSTER_KEY'] && !existsSync(paths.key);
  if (keyNeeded) ensureKeyFile(paths.key);
  const store = await openStore({path: paths.store, create: true, clock, version: facts.version});
  try {
    if (!hadStore) await store.change(() => ({commit: {after: firstTopology(installation.installId)}, result: null}));
    if (facts.proxyImage) await store.writeSetting('proxy-image', facts.proxyImage);
  } finally {
    await store.close();
  }
  return {
    installId: installation.installId,
    created: [created ? paths.install : null, keyNeeded ? paths.key : null, hadStore ? null : paths.store].filter(
      (path) => path !== null,
    ),
  };
}
