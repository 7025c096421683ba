import {connect, isIP, type Socket} from 'node:net';
import {type Connection as Driver, createConnection} from 'mysql2';
import type {Connection} from '../database.js';
import type {Row, SqlValue} from '../schema.js';
import type {MysqlLogin} from './login.js';

/** How long a server may say nothing before it is taken for gone: longer than the longest wait for a lock. */
const silenceMs = 30_000;

/**
 * What every connection begins with, whatever the server's own settings are. `wait_timeout`: a client that is cut off while it
 * writes keeps every other writer waiting no longer than this.
 */
const settings = (lockWaitS: number): string =>
  [
    'set names utf8mb4',
    `set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1, ` +
      `foreign_key_checks = 1, innodb_lock_wait_timeout = ${lockWaitS}, wait_timeout = 20`,
    'set session transaction isolation level repeatable read',
  ].join('; ');

/** One connection. What `before` is given goes out with the next statement, so that it costs no turn of its own. */
export class MysqlConnection implements Connection {
  readonly #driver: Driver;
  /** Statements that were not sent yet. */
  #pending: string[];
  #lost = false;
  #changes = 0;

  constructor(login: MysqlLogin, lockWaitS: number) {
    this.#driver = createConnection({
      ...login,
      ...streamOf(login),
      charset: 'UTF8MB4_BIN',
      multipleStatements: true,
      dateStrings: true,
      // Rows are read without compiling a function for each statement: most are read once.
      disableEval: true,
    });
    // A server that hangs up between two transactions is met at the next one.
    this.#driver.on('error', () => (this.#lost = true));
    this.#driver.on('end', () => (this.#lost = true));
    this.#pending = [settings(lockWaitS)];
  }

  get isLost(): boolean {
    return this.#lost;
  }

  /** Statements since it was opened that change rows. */
  get changes(): number {
    return this.#changes;
  }

  before(sql: string): void {
    this.#pending.push(sql);
  }

  all(sql: string, parameters: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return this.#ask(sql, parameters) as Promise<readonly Row[]>;
  }

  async run(sql: string, parameters: readonly SqlValue[] = []): Promise<number> {
    this.#changes += 1;
    const {affectedRows} = (await this.#ask(sql, parameters)) as {readonly affectedRows: number};
    return affectedRows;
  }

  /** Whatever is under way ends by itself on the server. */
  abandon(): void {
    this.#lost = true;
    this.#driver.destroy();
  }

  async close(): Promise<void> {
    if (this.#lost) return;
    this.#lost = true;
    // The server needs no farewell, and nobody waits for its answer to one.
    this.#driver.end(() => undefined);
  }

  #ask(sql: string, values: readonly SqlValue[]): Promise<unknown> {
    const before = this.#pending;
    this.#pending = [];
    const whole = before.length === 0 ? sql : `${before.join('; ')}; ${sql}`;
    return new Promise((resolve, reject) => {
      this.#driver.query({sql: whole, values: [...values], timeout: silenceMs}, (error, answer) => {
        if (!error) return resolve(before.length === 0 ? answer : (answer as unknown[]).at(-1));
        if (isFatal(error)) this.abandon();
        reject(error);
      });
    });
  }
}

function isFatal(error: {readonly fatal?: boolean; readonly code?: string}): boolean {
  return error.fatal === true || error.code === 'PROTOCOL_SEQUENCE_TIMEOUT';
}

/**
 * The driver tells TLS no name where the host is an IP address, and TLS then looks for one at the socket: without it the
 * certificate would have to be that of localhost.
 */
function streamOf({host = '', port = 0, ssl}: MysqlLogin): {readonly stream?: () => Socket} {
  if (!ssl?.verifyIdentity || !isIP(host)) return {};
  return {stream: () => Object.assign(connect(port, host).setNoDelay(true), {_host: host})};
}
