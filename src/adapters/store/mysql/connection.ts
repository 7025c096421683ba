import {connect, isIP, type Socket} from 'node:net';
import {type Connection as Driver, createConnection} from 'mysql2';
import type {Connection} from '../database.js';
import type {Row, SqlValue} from '../schema.js';
import type {MysqlLogin} from './login.js';

/** How long a server may say nothing before it is taken for gone: longer than the longest wait for a lock. */
const silenceMs = 40_000;

/**
 * What every connection begins with, whatever the server's own settings are. `wait_timeout`: a client that is cut off while it
 * writes keeps every other writer waiting no longer than this.
 */
const settings = (lockWaitS: number): readonly string[] => [
  'set names utf8mb4',
  `set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1, ` +
    `foreign_key_checks = 1, innodb_lock_wait_timeout = ${lockWaitS}, wait_timeout = 20`,
  'set session transaction isolation level repeatable read',
];

/**
 * One connection. Statements that are asked for at once cost one turn, and what `before` is given goes out with the next of them.
 * They are fixed texts with places: several in one turn are no way in for a value.
 */
export class MysqlConnection implements Connection {
  readonly #driver: Driver;
  /** What was not sent yet. */
  #waiting: Question[] = [];
  #isSending = false;
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
    for (const sql of settings(lockWaitS)) this.before(sql);
  }

  get isLost(): boolean {
    return this.#lost;
  }

  /** Statements since it was opened that change rows. */
  get changes(): number {
    return this.#changes;
  }

  before(sql: string): void {
    this.#waiting.push({sql, values: [], resolve: ignore, reject: ignore});
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
    return new Promise((resolve, reject) => {
      this.#waiting.push({sql, values, resolve, reject});
      if (this.#isSending) return;
      this.#isSending = true;
      queueMicrotask(() => this.#send());
    });
  }

  /** What is asked at once goes out at once, in its order. */
  #send(): void {
    const questions = this.#waiting;
    this.#waiting = [];
    this.#isSending = false;
    const sql = questions.map((question) => question.sql).join('; ');
    const values = questions.flatMap((question) => question.values);
    this.#driver.query({sql, values, timeout: silenceMs}, (error, answer) => {
      if (error && isFatal(error)) this.abandon();
      const answers = questions.length === 1 ? [answer] : (answer as unknown as unknown[]);
      for (const [index, {resolve, reject}] of questions.entries()) {
        if (error) reject(error);
        else resolve(answers[index]);
      }
    });
  }
}

interface Question {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

const ignore = () => undefined;

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
