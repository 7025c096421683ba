import type {Capabilities} from '../capabilities.js';
import type {Connection} from '../database.js';
import type {Row, SqlValue} from '../schema.js';
import {repeatValues, type Statement} from './statement.js';

/** Runs statements on one connection; the SQL of each is compiled once. */
export class Runner {
  readonly #connection: Connection;
  readonly #capabilities: Capabilities;
  readonly #compiled: Map<string, string>;
  readonly #ahead = new Map<string, Promise<readonly Row[]>>();

  constructor(connection: Connection, capabilities: Capabilities, compiled: Map<string, string>) {
    this.#connection = connection;
    this.#capabilities = capabilities;
    this.#compiled = compiled;
  }

  /** Asks now what will be asked for, where a turn costs more than an answer that nobody comes to want. */
  ahead(statements: readonly Statement[]): void {
    if (!this.#capabilities.shared) return;
    for (const statement of statements) {
      const answer = this.all(statement);
      // Whoever asks for it is told.
      answer.catch(() => undefined);
      this.#ahead.set(statement.name, answer);
    }
  }

  async all<T extends object = Row>(statement: Statement, parameters: readonly SqlValue[] = []): Promise<readonly T[]> {
    const asked = this.#ahead.get(statement.name);
    if (asked) {
      this.#ahead.delete(statement.name);
      return asked as Promise<readonly T[]>;
    }
    return (await this.#connection.all(await this.#sqlOf(statement), parameters)) as readonly unknown[] as readonly T[];
  }

  async run(statement: Statement, parameters: readonly SqlValue[]): Promise<number> {
    return this.#connection.run(await this.#sqlOf(statement), parameters, statement.often);
  }

  /** Like `run`, but 0 where another row has what must be unique. */
  async runUnlessTaken(statement: Statement, parameters: readonly SqlValue[]): Promise<number> {
    try {
      return await this.run(statement, parameters);
    } catch (error) {
      if (this.#capabilities.constraintOf(error)?.kind === 'unique') return 0;
      throw error;
    }
  }

  async now(): Promise<string> {
    const [row] = await this.#connection.all(`select ${this.#capabilities.clock} as now`, []);
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
      : await this.#compile(statement);
    this.#compiled.set(statement.name, sql);
    return sql;
  }

  async #compile(statement: Statement): Promise<string> {
    const [db, {sql}] = await Promise.all([this.#capabilities.kysely(), import('kysely')]);
    return statement.build(db, sql.raw<string>(this.#capabilities.clock)).compile().sql;
  }
}
