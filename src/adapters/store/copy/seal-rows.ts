import type {Row, SealRow, Tables} from '../schema.js';
import {movedScope} from '../tables/moved.js';
import {revisionScope, schemaScope, Seal, selectAllSeals} from '../tables/seals.js';
import {deleteRows, insertRows} from '../tables/sealed-table.js';
import type {SealRows} from './pass.js';
import {sealMapping} from './tables.js';
import type {Target} from './target.js';

/** Of a place, and not of what it holds. */
const own = new Set([schemaScope, movedScope, revisionScope]);

/**
 * Gives the target the seals of the source, and a revision above any that it had; returns that. What `kept` says of a table
 * counts, for some rows stay behind.
 */
export function writeSeals(target: Target, sealed: SealRows, kept: ReadonlyMap<keyof Tables, Seal>): Promise<number> {
  return target.writing(async (runner) => {
    const standing = new Map((await runner.all<SealRow>(selectAllSeals)).map((row) => [row.scope, row]));
    const revision = 1 + Math.max(...[sealed, standing].map((seals) => seals.get(revisionScope)?.row_count ?? 0));
    const wanted = new Map<string, SealRow>();
    const want = (scope: string, seal: Seal) => wanted.set(scope, {scope, row_count: seal.rows, digest: seal.hex});
    for (const [scope, row] of sealed) if (!own.has(scope)) want(scope, kept.get(scope as keyof Tables) ?? Seal.read(row));
    want(revisionScope, Seal.ofRevision(revision));
    const removed = [...standing.values()].filter((row) => row.scope !== schemaScope && !isSame(row, wanted.get(row.scope)));
    const added = [...wanted.values()].filter((row) => !isSame(row, standing.get(row.scope)));
    await deleteRows({runner}, sealMapping, asRows(removed));
    await insertRows({runner}, sealMapping, asRows(added));
    return revision;
  });
}

function isSame(a: SealRow, b: SealRow | undefined): boolean {
  return b !== undefined && a.row_count === b.row_count && a.digest === b.digest;
}

function asRows(rows: readonly SealRow[]): readonly Row[] {
  return rows as readonly object[] as readonly Row[];
}
