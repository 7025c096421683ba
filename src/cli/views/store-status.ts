import type {StoreReport, StoreState} from '../../core/ports/store-inspection.js';
import type {MigrateOutcome} from '../../core/use-cases/migrate-store.js';
import {factLines} from './facts.js';
import type {View} from './output.js';
import {compactNumber} from './store-copy.js';

const states: Readonly<Record<StoreState, string>> = {
  current: 'up to date',
  older: 'older than this Muster: muster store migrate',
  newer: 'newer than this Muster, which cannot use it',
  unfinished: 'being copied to; the copy has not ended',
};

export const storeStatusView: View<StoreReport> = {
  names: ({address}) => [address],
  text: (report, style) => {
    const {address, database, schema, revision, state, tables, sizeBytes, backup, tls, connections, holders, movedTo} = report;
    return factLines(
      [
        ['address', address],
        ...(movedTo ? ([['moved', `to ${movedTo.to} at ${movedTo.at}`]] as const) : []),
        ['database', `${database.kind} ${database.version}`],
        ['state', states[state]],
        ['schema', `${schema.store}, made by Muster ${schema.madeBy}; this Muster has ${schema.program}`],
        ['revision', String(revision)],
        ['size', `${compactNumber(Math.ceil(sizeBytes / 1024))} KiB`],
        ['rows', tables.filter(({rows}) => rows > 0).map(({table, rows}) => `${table} ${compactNumber(rows)}`)],
        ...(backup ? ([['backup', `${backup.path} of ${backup.at}`]] as const) : []),
        ...(connections
          ? ([['tls', tls ? `${tls.version}, ${tls.cipher}` : 'off: everything is sent in clear text']] as const)
          : []),
        ['clock', clockText(report)],
        ...(connections
          ? ([['connected', connections.map((each) => `${each.user} from ${each.from}, idle ${each.idleSeconds} s`)]] as const)
          : []),
        ['moving', holders.map((each) => `${each.actor}@${each.host} holds ${each.resource}: ${each.command}`)],
      ],
      style,
    );
  },
};

function clockText({clockAheadMs, clockErrorMs}: StoreReport): string {
  if (Math.abs(clockAheadMs) <= Math.max(clockErrorMs, 1)) return 'as on this machine';
  return `${Math.abs(clockAheadMs)} ms ${clockAheadMs > 0 ? 'ahead of' : 'behind'} this machine, give or take ${clockErrorMs} ms`;
}

export const storeMigrationView: View<MigrateOutcome> = {
  names: ({address}) => [address],
  text: ({changed, dryRun, from, to, address}) => {
    if (!changed) return `Nothing changed: the store ${address} is up to date.\n`;
    if (dryRun)
      return `The store ${address} would be brought from schema ${from} to ${to}; nothing was changed: this was a dry run.\n`;
    return `Brought the store ${address} from schema ${from} to ${to}. An older Muster cannot use it any more.\n`;
  },
};
