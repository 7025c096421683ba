import {Failure} from '../../../core/domain/errors.js';
import type {Lease} from '../../../core/ports/store.js';
import type {CopiedTable, CopyEvent, CopyPass, CopyTarget, StoreCopy, StoreMove} from '../../../core/ports/store-copy.js';
import type {Capabilities} from '../capabilities.js';
import type {Connection, Database} from '../database.js';
import {schemaVersion, type SealRow, type Tables, unfinishedNumber} from '../schema.js';
import {readLiveLeases} from '../tables/leases.js';
import {Moved, readMove, writeMove} from '../tables/moved.js';
import {revisionScope, Seal, Seals, selectAllSeals} from '../tables/seals.js';
import {Runner} from '../tables/runner.js';
import {journalPrefix, Pass, type SealRows} from './pass.js';
import {writeSeals} from './seal-rows.js';
import type {StoreSide} from './side.js';
import {removeMark, standingOf, writeMark} from './standing.js';
import {auditRows, copiedTables, journalRows, planRows} from './tables.js';
import {Target} from './target.js';

export interface CopyEnds {
  readonly from: string;
  readonly source: {readonly database: Database; readonly capabilities: Capabilities};
  readonly to: StoreSide;
  readonly now: () => string;
}

/** Of these a later pass walks only what has come. */
const growing: ReadonlySet<keyof Tables> = new Set([auditRows, planRows, journalRows].map(({mapping}) => mapping.table));

export class StoreCopier implements StoreCopy {
  readonly #ends: CopyEnds;
  readonly #compiled = new Map<string, string>();
  readonly #kept = new Map<keyof Tables, Seal>();
  #target: Target | null = null;
  /** Seals of the source as the target has it. */
  #copied: SealRows | null = null;

  constructor(ends: CopyEnds) {
    this.#ends = ends;
  }

  get from(): string {
    return this.#ends.from;
  }

  get to(): string {
    return this.#ends.to.name;
  }

  async examine(storeId: string | null): Promise<{readonly target: CopyTarget; readonly move: StoreMove | null}> {
    const move = await this.#inSource('read', async (runner) => readMove(await sessionOf(runner)));
    if (move && placeOf(move.to) !== placeOf(this.to)) throw this.#ends.source.capabilities.failureOf(new Moved(move));
    const opened = await this.#ends.to.open();
    if (!opened) return {target: 'empty', move};
    const target = new Target(opened);
    return {target: await target.reading((runner, connection) => standingOf(runner, connection, {to: this.to, storeId})), move};
  }

  async countRows(): Promise<readonly Pick<CopiedTable, 'table' | 'rows'>[]> {
    const sealed = await this.#inSource('read', readSeals);
    return copiedTables.map(({mapping: {table}}) => ({
      table,
      rows: table === planRows.mapping.table ? rowsIn(sealed, 'operations') : rowsIn(sealed, table),
    }));
  }

  async begin(storeId: string): Promise<CopyTarget> {
    const target = (this.#target = new Target(await this.#ends.to.setUp()));
    return target.writing(async (runner, connection) => {
      const standing = await standingOf(runner, connection, {to: this.to, storeId});
      if (standing === 'unfinished' || standing === 'complete') return standing;
      await writeMark(connection, storeId, this.#ends.now());
      await target.writeSchemaNumber(connection, unfinishedNumber);
      return standing;
    });
  }

  pass(tell: (event: CopyEvent) => void): Promise<CopyPass> {
    return this.#inSource('read', async (runner) => this.#walk(runner, await readSeals(runner), tell));
  }

  async move(mayMove: (leases: readonly Lease[]) => void): Promise<CopyPass> {
    const {source, now} = this.#ends;
    const target = this.#begun();
    const moved = await this.#inSource('write', async (runner, connection) => {
      const session = await sessionOf(runner);
      await session.seals.load(['leases']);
      mayMove(await readLiveLeases(session, await runner.now()));
      const sealed = await readSeals(runner);
      const pass = await this.#walk(runner, sealed, () => undefined);
      const reached = await writeSeals(target, sealed, this.#kept);
      const move = (await readMove(session)) ?? {to: this.to, at: now()};
      await writeMove(session, move);
      // The next beat of an agent finds no row, and is told.
      await connection.run('delete from cluster_beats', []);
      return {pass, reached, revision: await session.seals.write()};
    });
    if (moved.revision !== null) await source.capabilities.committed(moved.revision);
    await target.writing(async (_, connection) => {
      await removeMark(connection);
      await target.writeSchemaNumber(connection, schemaVersion);
    });
    await target.committed(moved.reached);
    return moved.pass;
  }

  tables(): readonly CopiedTable[] {
    return [...this.#kept].map(([table, seal]) => ({table, rows: seal.rows, digest: seal.hex}));
  }

  close(): Promise<void> {
    return this.#ends.to.close();
  }

  async #walk(runner: Runner, sealed: SealRows, tell: (event: CopyEvent) => void): Promise<CopyPass> {
    const pass = new Pass(runner, this.#begun(), tell);
    await (this.#copied ? pass.copyChanges(this.#copied, sealed) : pass.copyAll(sealed));
    for (const [table, seal] of pass.kept) {
      const known = this.#copied && growing.has(table) ? this.#kept.get(table) : undefined;
      if (known) known.addAll(seal);
      else this.#kept.set(table, seal);
    }
    this.#kept.set(journalRows.mapping.table, journalSeal(sealed));
    this.#copied = sealed;
    return {revision: rowsIn(sealed, revisionScope), written: pass.written};
  }

  #begun(): Target {
    if (!this.#target) throw new Error('A copy walks before it has begun.');
    return this.#target;
  }

  async #inSource<T>(mode: 'read' | 'write', work: (runner: Runner, connection: Connection) => Promise<T>): Promise<T> {
    const {database, capabilities} = this.#ends.source;
    try {
      return await database.transaction(mode, (connection) =>
        work(new Runner(connection, capabilities, this.#compiled), connection),
      );
    } catch (error) {
      throw (error instanceof Failure ? null : capabilities.failureOf(error)) ?? error;
    }
  }
}

/** Without who logs in: another may finish what one began. */
function placeOf(address: string): string {
  return address.replace(/^(\w+:\/\/)[^@/]*@/, '$1');
}

async function sessionOf(runner: Runner) {
  return {runner, seals: await Seals.read(runner, ['settings'], 0)};
}

async function readSeals(runner: Runner): Promise<SealRows> {
  const rows = await runner.all<SealRow>(selectAllSeals);
  return new Map(rows.map((row) => [row.scope, row]));
}

function rowsIn(sealed: SealRows, scope: string): number {
  if (scope === journalRows.mapping.table) return journalSeal(sealed).rows;
  return sealed.get(scope)?.row_count ?? 0;
}

function journalSeal(sealed: SealRows): Seal {
  const sum = new Seal();
  for (const [scope, row] of sealed) if (scope.startsWith(journalPrefix)) sum.addAll(Seal.read(row));
  return sum;
}
