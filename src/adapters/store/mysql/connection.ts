import {connect, isIP, type Socket} from 'node:net';
import {type Connection as Driver, createConnection, format} from 'mysql2';
import type {Connection} from '../database.js';
import type {Row, SqlValue} from '../schema.js';
import type {MysqlLogin} from './login.js';

/** From so many characters on, what is asked for is sent without waiting for more: the server works while the rest is made ready. */
const mostWaiting = 32_768;

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
 * They are fixed texts with places: several in one turn are no way in for a value. Where one fails, what was asked for after it
 * and before that was known is not sent: a transaction that the server has rolled back would go on without being one.
 */
export class MysqlConnection implements Connection {
  readonly #driver: Driver;
  /** What was not sent yet. */
  #waiting: Question[] = [];
  #waitingLength = 0;
  #isSending = false;
  /** Goes out when what is under way was answered. */
  readonly #ready: Turn[] = [];
  #isUnderWay = false;
  #lost = false;
  #changes = 0;

  constructor(login: MysqlLogin, lockWaitS: number) {
    this.#driver = createConnection({
      ...login,
      ...streamOf(login),
      charset: 'UTF8MB4_BIN',
      multipleStatements: true,
      queryFormat: asItIs,
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

  /** Goes out with what is asked for next, and by itself when that is not at once; the server does it too when it is left. */
  soon(sql: string): void {
    this.before(sql);
    setImmediate(() => {
      if (!this.#lost && this.#waiting.length > 0) this.#send();
    });
  }

  all(sql: string, parameters: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return this.#ask(sql, parameters) as Promise<readonly Row[]>;
  }

  async run(sql: string, parameters: readonly SqlValue[] = [], often = false): Promise<number> {
    this.#changes += 1;
    const asked = often ? this.#askPrepared(sql, parameters) : this.#ask(sql, parameters);
    const {affectedRows} = (await asked) as {readonly affectedRows: number};
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
      this.#waitingLength += lengthOf(sql, values);
      if (this.#waitingLength >= mostWaiting) return this.#send();
      if (this.#isSending) return;
      this.#isSending = true;
      // When all that can go on without an answer has gone on.
      process.nextTick(() => {
        this.#isSending = false;
        this.#send();
      });
    });
  }

  /** A turn of its own, and the first time on a connection two; it spares the server to read and to resolve the text. */
  #askPrepared(sql: string, values: readonly SqlValue[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#send();
      this.#take({text: sql, prepared: values, questions: [{sql, values, resolve, reject}]});
    });
  }

  /** What is asked at once goes out at once, in its order. */
  #send(): void {
    const questions = this.#waiting;
    if (questions.length === 0) return;
    this.#waiting = [];
    this.#waitingLength = 0;
    this.#take({text: questions.map(({sql, values}) => format(sql, [...values])).join('; '), questions});
  }

  #take(turn: Turn): void {
    if (this.#isUnderWay) this.#ready.push(turn);
    else this.#transmit(turn);
  }

  #transmit({text: sql, prepared, questions}: Turn): void {
    this.#isUnderWay = true;
    const answered: Answered = (error, answer) => {
      this.#isUnderWay = false;
      if (error) return this.#refuse(error, questions);
      const next = this.#lost ? undefined : this.#ready.shift();
      if (next) this.#transmit(next);
      const answers = questions.length === 1 ? [answer] : (answer as readonly unknown[]);
      for (const [index, {resolve}] of questions.entries()) resolve(answers[index]);
    };
    if (prepared) this.#execute({sql, values: [...prepared]}, answered);
    else this.#driver.query({sql, timeout: silenceMs}, answered);
  }

  /** The driver waits for the preparing without end, and tells of a connection that broke off more than once. */
  #execute(statement: {readonly sql: string; readonly values: SqlValue[]}, answered: Answered): void {
    let isAnswered = false;
    const once: Answered = (error, answer) => {
      if (isAnswered) return;
      isAnswered = true;
      clearTimeout(timer);
      answered(error, answer);
    };
    const silent = Object.assign(new Error('The server says nothing.'), {code: silenceCode});
    const timer = setTimeout(() => once(silent, null), silenceMs);
    this.#driver.execute(statement, once);
  }

  #refuse(error: DriverError, questions: readonly Question[]): void {
    if (isFatal(error) || error.errno === unknownStatement) this.abandon();
    const unsent = this.#ready.splice(0).flatMap((turn) => turn.questions);
    for (const {reject} of [...questions, ...unsent]) reject(error);
  }
}

interface Turn {
  readonly text: string;
  /** Values of one statement that is to be prepared. */
  readonly prepared?: readonly SqlValue[];
  readonly questions: readonly Question[];
}

interface Question {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

const ignore = () => undefined;

/** The driver would look for places in the values. */
const asItIs = (sql: string): string => sql;

function lengthOf(sql: string, values: readonly SqlValue[]): number {
  let length = sql.length;
  for (const value of values) length += typeof value === 'string' ? value.length : 4;
  return length;
}

type Answered = (error: DriverError | null, answer: unknown) => void;

interface DriverError extends Error {
  readonly fatal?: boolean;
  readonly code?: string;
  readonly errno?: number;
}

/** As the driver calls it. */
const silenceCode = 'PROTOCOL_SEQUENCE_TIMEOUT';

/** Who stands between may lead a connection to another server, which knows nothing of what was prepared. */
const unknownStatement = 1243;

function isFatal(error: DriverError): boolean {
  return error.fatal === true || error.code === silenceCode;
}

/**
 * The driver tells TLS no name where the host is an IP address, and TLS then looks for one at the socket: without it the
 * certificate would have to be that of localhost.
 */
function streamOf({host = '', port = 0, ssl}: MysqlLogin): {readonly stream?: () => Socket} {
  if (!ssl?.verifyIdentity || !isIP(host)) return {};
  return {stream: () => Object.assign(connect(port, host).setNoDelay(true), {_host: host})};
}
