import {Failure} from '../../../core/domain/errors.js';
import {type AnyMapping, keyText, textOf, valuesOf} from '../codec.js';
import {Damage} from '../damage.js';
import type {Connection} from '../database.js';
import type {Row} from '../schema.js';
import {deleteRows, insertRows} from '../tables/sealed-table.js';
import {Runner} from '../tables/runner.js';
import {readRange, type Range} from './pages.js';
import type {OpenedSide} from './side.js';

/** What of a range was different and is the same now. */
export interface Mended {
  readonly removed: readonly Row[];
  readonly added: readonly Row[];
}

/** The store that is copied to. */
export class Target {
  readonly #side: OpenedSide;
  readonly #compiled = new Map<string, string>();

  constructor(side: OpenedSide) {
    this.#side = side;
  }

  reading<T>(work: (runner: Runner, connection: Connection) => Promise<T>): Promise<T> {
    return this.#transaction('read', work);
  }

  writing<T>(work: (runner: Runner, connection: Connection) => Promise<T>): Promise<T> {
    return this.#transaction('write', async (runner, connection) => {
      await this.#side.ignoreReferences(connection);
      return work(runner, connection);
    });
  }

  /** Makes the rows of a range those that are given, and reads them again where it wrote. */
  mend(mapping: AnyMapping, range: Range, rows: readonly Row[]): Promise<Mended> {
    return this.writing(async (runner) => {
      const mended = difference(mapping, await readRange(runner, mapping, {range}), rows);
      const {removed, added} = mended;
      if (removed.length + added.length === 0) return mended;
      await deleteRows({runner}, mapping, removed);
      await insertRows({runner}, mapping, added);
      const left = difference(mapping, await readRange(runner, mapping, {range}), rows);
      if (left.removed.length + left.added.length > 0)
        throw new Damage(mapping.table, 'what was written is not what is read again');
      return mended;
    });
  }

  writeSchemaNumber(connection: Connection, number: number): Promise<void> {
    return this.#side.writeSchemaNumber(connection, number);
  }

  committed(revision: number): Promise<void> {
    return this.#side.capabilities.committed(revision);
  }

  async #transaction<T>(mode: 'read' | 'write', work: (runner: Runner, connection: Connection) => Promise<T>): Promise<T> {
    const {database, capabilities} = this.#side;
    try {
      return await database.transaction(mode, (connection) =>
        work(new Runner(connection, capabilities, this.#compiled), connection),
      );
    } catch (error) {
      throw (error instanceof Failure ? null : capabilities.failureOf(error)) ?? error;
    }
  }
}

function difference(mapping: AnyMapping, standing: readonly Row[], wanted: readonly Row[]): Mended {
  const keyOf = (row: Row) => keyText(...valuesOf(row, mapping.key));
  const texts = new Map(wanted.map((row) => [keyOf(row), textOf(mapping, row)]));
  const removed = standing.filter((row) => texts.get(keyOf(row)) !== textOf(mapping, row));
  const kept = new Set(standing.map(keyOf));
  for (const row of removed) kept.delete(keyOf(row));
  return {removed, added: wanted.filter((row) => !kept.has(keyOf(row)))};
}
