import type {Connection} from '../database.js';

/**
 * Each transaction that changes something leaves a mark of its own in a ring of rows, in the same commit: when the answer to the
 * commit is lost, the mark tells whether it was done. The table is MySQL's alone, and no part of the store's content.
 */
export const markTable = 'commit_marks';
const slots = 4096;

export interface Mark {
  /** Of the store, before the transaction. */
  readonly revision: number;
  readonly token: string;
}

export type Outcome = 'committed' | 'rolled back' | 'unknown';

const slotOf = ({revision}: Mark): number => (revision + 1) % slots;

/** The statement takes the row that every writer needs, so that writers come one after the other. */
export async function lockRevision(connection: Connection): Promise<number> {
  const [row] = await connection.all("select row_count from seals where scope = 'revision' for update", []);
  return (row?.['row_count'] as number | undefined) ?? 0;
}

/** The mark and the commit in one turn. */
export async function commitWith(connection: Connection, mark: Mark): Promise<void> {
  const values = [slotOf(mark), mark.revision + 1, mark.token];
  await Promise.all([
    connection.run(`replace into ${markTable} (slot, revision, token) values (?, ?, ?)`, values),
    connection.run('commit', []),
  ]);
}

/** On a connection that holds the lock: whatever the transaction was still doing has ended. */
export async function outcomeOf(connection: Connection, mark: Mark): Promise<Outcome> {
  const [row] = await connection.all(`select revision, token from ${markTable} where slot = ?`, [slotOf(mark)]);
  if (row?.['token'] === mark.token) return 'committed';
  return ((row?.['revision'] as number | undefined) ?? 0) > mark.revision + 1 ? 'unknown' : 'rolled back';
}
