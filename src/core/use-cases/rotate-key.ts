import {canonicalJson} from '../domain/digest.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {holdLeases} from '../execution/hold-leases.js';
import type {KeyRotation} from '../ports/key-rotation.js';
import type {Ports} from '../ports/index.js';
import type {Secrets} from '../ports/secrets.js';
import type {SealedSecret} from '../ports/store.js';

export interface KeyOutcome {
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** Versions of secrets that were sealed anew. */
  readonly sealed: number;
  readonly previousKeyId: string;
  readonly keyId: string | null;
  /** Where the previous key is kept, for backups that were made with it. */
  readonly previousKey: string | null;
}

const rounds = 10;

/** Seals every version of every secret with a new key: first the key, then all rows in one transaction, then the key takes its place. */
export async function rotateKey(ports: Ports, rotation: KeyRotation, {dryRun}: {readonly dryRun: boolean}): Promise<KeyOutcome> {
  const store = await ports.store();
  const previousKeyId = await rotation.currentKeyId();
  const count = (await store.readSealed()).length;
  if (dryRun) return {changed: true, dryRun, sealed: count, previousKeyId, keyId: null, previousKey: null};
  const held = await holdLeases(ports, {
    resources: ['key of secrets'],
    blockedBy: [],
    waitMs: 0,
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
  try {
    const next = await rotation.begin();
    const keyId = await next.keyId();
    const sealed = await sealAll(ports, rotation, next);
    return {changed: true, dryRun, sealed, previousKeyId, keyId, previousKey: await rotation.finish()};
  } finally {
    await held.release();
  }
}

async function sealAll(ports: Ports, rotation: KeyRotation, next: Secrets): Promise<number> {
  const store = await ports.store();
  for (let round = 1; round <= rounds; round += 1) {
    const [{secrets}, rows] = [await store.readTopology(['secrets']), await store.readSealed()];
    const sealed = await Promise.all(rows.map((row) => sealAnew(row, rotation, next)));
    const done = await store.change((before) => {
      const current = canonicalJson(before.secrets) === canonicalJson(secrets);
      return {commit: current ? {sealed} : {}, result: current};
    });
    if (done) return sealed.length;
  }
  throw new Failure({
    code: 'SECRET_BUSY',
    exit: exitCodes.busy,
    message: 'Secrets are being set by others again and again; the key is still the previous one.',
    hint: 'Try again: muster secret rotate --key',
  });
}

async function sealAnew(row: SealedSecret, rotation: KeyRotation, next: Secrets): Promise<SealedSecret> {
  const {org, env, app, name, version, createdAt} = row;
  return {...(await next.seal({org, env, app, name, version}, await rotation.open(row))), createdAt};
}
