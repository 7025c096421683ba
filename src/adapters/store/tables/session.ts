import type {Capabilities} from '../capabilities.js';
import type {Connection} from '../database.js';
import type {Row, SqlValue} from '../schema.js';
import type {Seals} from './seals.js';
import {repeatValues, type Statement} from './statement.js';

/** Runs statements on one connection; the SQL of each is compiled once. */
export class Runner {
  readonly #connection: Connection;
  readonly #capabilities: Capabilities;
  readonly #compiled: Map<string, string>;

  constructor(connection: Connection, capabilities: Capabilities, compiled: Map<string, string>) {
    this.#connection = connection;
    this.#capabilities = capabilities;
    this.#compiled = compiled;
  }

  async all<T extends object = Row>(statement: Statement, parameters: readonly SqlValue[] = []): Promise<readonly T[]> {
    return (await this.#connection.all(await this.#sqlOf(statement), parameters)) as readonly unknown[] as readonly T[];
  }

  async run(statement: Statement, parameters: readonly SqlValue[]): Promise<number> {
    return this.#connection.run(await this.#sqlOf(statement), parameters);
  }

  async now(): Promise<string> {
    const [row] = await this.#connection.all(this.#capabilities.clockQuery, []);
    return row?.['now'] as string;
  }

  /** Everything that the query reads, as one text. */
  async textOf(sql: string): Promise<string> {
    return JSON.stringify(await this.#connection.all(sql, []));
  }

  async #sqlOf(statement: Statement): Promise<string> {
    const known = this.#capabilities.compiled[statement.name] ?? this.#compiled.get(statement.name);
    if (known !== undefined) return known;
    const sql = statement.repeats
      ? repeatValues(await this.#sqlOf(statement.repeats.statement), statement.repeats.times)
      : statement.build(await this.#capabilities.kysely()).compile().sql;
    this.#compiled.set(statement.name, sql);
    return sql;
  }
}

/** One transaction. */
export interface Session {
  readonly runner: Runner;
  readonly seals: Seals;
}
