import {exitCodes, Failure} from '../domain/errors.js';
import type {StoreInspection, StoreReport} from '../ports/store-inspection.js';

export interface MigrateOptions {
  readonly dryRun: boolean;
  /** Asked where others use the store too; false: it stays as it is. */
  readonly confirm: (report: StoreReport) => Promise<boolean>;
}

export interface MigrateOutcome {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly from: number;
  readonly to: number;
  readonly address: string;
}

/** Brings a store to this program's schema, after which an older Muster cannot use it. */
export async function migrateStore(store: StoreInspection, {dryRun, confirm}: MigrateOptions): Promise<MigrateOutcome> {
  const report = await store.read();
  const {address, schema, state} = report;
  const outcome = {changed: state === 'older', dryRun, from: schema.store, to: schema.program, address};
  // Of what is not older, opening it says why it cannot be used.
  if (state === 'current') return outcome;
  refuseBusy(report);
  if (dryRun) return outcome;
  if (!store.isOwn && !(await confirm(report)))
    throw new Failure({code: 'CANCELLED', exit: exitCodes.cancelled, message: 'Cancelled; nothing changed.'});
  await store.migrate();
  return outcome;
}

/** They are of the Muster before, and would go on writing as it did. */
function refuseBusy({holders, address}: StoreReport): void {
  const [first] = holders;
  if (!first) return;
  throw new Failure({
    code: 'BUSY',
    exit: exitCodes.busy,
    subject: first.resource,
    message: `${first.actor}@${first.host} (pid ${first.pid}) is running \`${first.command}\` since ${first.since} on the store ${address}.`,
    hint: 'Wait for it to end: muster store status shows who it is',
    details: {holders},
  });
}
