import {formatDuration} from '../durations.js';
import type {CopyOutcome} from '../../core/use-cases/copy-store.js';
import type {View} from './output.js';
import {showTable} from './table.js';

export interface CopiedStore extends CopyOutcome {
  /** Whether commands use the copy from now on without being told to. */
  readonly switched: boolean;
}

export function compactNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

export const storeCopyView: View<CopiedStore> = {
  names: ({to}) => [to],
  text: async ({changed, dryRun, from, to, tables, revision, durationMs, switched}, style) => {
    const rows = tables.filter((table) => table.rows > 0);
    if (!changed) return `Nothing changed: the store is at ${to} already.\n`;
    const table = await showTable(
      [
        {title: 'TABLE', value: (row: (typeof rows)[number]) => row.table},
        {title: 'ROWS', value: (row) => row.rows},
        ...(dryRun ? [] : [{title: 'DIGEST', value: (row: (typeof rows)[number]) => row.digest}]),
      ],
      rows,
      style,
    );
    if (dryRun) return `${table}\nWould be copied from ${from} to ${to}; nothing was changed: this was a dry run.\n`;
    const next = switched ? 'Commands of this context use it from now on.' : `Use it from now on: export MUSTER_STORE=${to}`;
    return `${table}\nCopied revision ${revision} from ${from} to ${to} in ${formatDuration(durationMs)}, each row compared.\n${from} stays as it is and takes no more changes.\n${next}\n`;
  },
};
