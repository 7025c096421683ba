import {closeSync, openSync, readSync, writeSync} from 'node:fs';
import type {Store} from '../../../src/core/ports/store.js';
import {audit, heldBy, operation} from './records.js';
import {sealed, small, versionOf} from './topologies.js';

export function flipBit(path: string, position: number, bit: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, position);
  byte[0] = byte[0]! ^ (1 << bit);
  writeSync(file, byte, 0, 1, position);
  closeSync(file);
}

/** Something in every table. */
export async function fill(store: Store): Promise<void> {
  const secret = sealed('token', 1);
  await store.change(() => ({
    commit: {after: {...small, secrets: [versionOf(secret)]}, sealed: [secret], operation: operation('a')},
    result: null,
  }));
  const leases = await heldBy(store, 'one', ['deployment acme/prod/blog'], null);
  for (const step of ['1', '2'])
    await store.appendJournal(
      {operation: 'a', step, state: 'done', at: '2026-01-01T00:00:00.000Z', message: 'x'.repeat(500)},
      leases,
    );
  for (let index = 1; index <= 3; index += 1) await store.appendAudit(audit(index));
  await store.writeSetting('k', 'v'.repeat(9000));
}

export async function readEverything(store: Store): Promise<unknown> {
  return {
    topology: await store.readTopology(),
    sealed: await store.readSealed(),
    operations: await store.readOperations(),
    journal: await store.readJournal('a'),
    leases: await store.readLeases(),
    audit: await store.readAudit(100),
    setting: await store.readSetting('k'),
  };
}
