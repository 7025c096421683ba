import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {SystemClock} from '../../../src/adapters/clock/system-clock.js';
import {openStore} from '../../../src/adapters/store/open-store.js';
import type {Plan} from '../../../src/core/domain/plan.js';
import type {DatabaseServer} from '../../support/database-server.js';
import type {AuditRecord, Lease, Operation, Store} from '../../../src/core/ports/store.js';

export {sleep};
export const clock = new SystemClock();

const plan: Plan = {
  format: 1,
  org: 'acme',
  leases: ['deployment acme/prod/blog'],
  deployments: [{org: 'acme', env: 'prod', app: 'blog'}],
  changes: [],
  nodes: ['web-1'],
  stages: [{title: 'networks', steps: [{kind: 'ensure-network', id: '1', node: 'web-1', network: 'n'}]}],
};

export function operation(id: string): Operation {
  return {id, command: 'apply', actor: 'me', state: 'running', createdAt: '2026-01-01T00:00:00.000Z', endedAt: null, plan};
}

export function audit(number: number): AuditRecord {
  return {
    id: `audit-${number}`,
    at: '2026-01-01T00:00:00.000Z',
    actor: 'me',
    host: 'h',
    command: 'node add',
    arguments: ['web-1', `--weight=${number}`],
    exit: 0,
    outcome: 'done',
    overridden: [],
    operation: null,
  };
}

export async function heldBy(
  store: Store,
  actor: string,
  resources: readonly string[],
  ttlMs: number | null,
): Promise<readonly Lease[]> {
  const outcome = await store.acquireLeases({
    resources,
    holder: {actor, host: 'h', pid: 1, command: 'apply', operation: null, reason: null},
    ttlMs,
  });
  if (!outcome.granted) throw new Error(`${actor} did not get ${resources.join(', ')}`);
  return outcome.leases;
}

/** Where a store of a test is. */
export interface StorePlace {
  /** For files of the test. */
  readonly directory: string;
  readonly address: string;
  open(options?: {readonly create?: boolean; readonly version?: string; readonly busyMs?: number}): Promise<Store>;
  remove(): void | Promise<void>;
}

export interface StoreDirectory extends StorePlace {
  readonly path: string;
  remove(): void;
}

/** An empty database, and a directory beside it. */
export async function storeDatabase(server: DatabaseServer): Promise<StorePlace> {
  const database = await server.createDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'muster-store-'));
  const {address} = database;
  return {
    directory,
    address,
    open: (options = {}) => openStore({address, create: true, clock, version: '1.0.0', ...options}),
    remove: async () => {
      rmSync(directory, {recursive: true, force: true});
      await database.drop();
    },
  };
}

export function storeDirectory(parent = tmpdir()): StoreDirectory {
  const directory = mkdtempSync(join(parent, 'muster-store-'));
  const path = join(directory, 'muster.db');
  return {
    directory,
    path,
    address: path,
    open: (options = {}) => openStore({address: path, create: true, clock, version: '1.0.0', ...options}),
    remove: () => rmSync(directory, {recursive: true, force: true}),
  };
}
