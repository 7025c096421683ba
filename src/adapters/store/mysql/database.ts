import {setTimeout as sleep} from 'node:timers/promises';
import type {Connection, Database} from '../database.js';
import type {MysqlConnection} from './connection.js';
import {UnknownOutcome} from './failures.js';
import {commitWith, lockRevision, type Mark, type Outcome, outcomeOf} from './marks.js';
import {mayRunAgain, pauseMs} from './retry.js';
import {troubleOf} from './trouble.js';

type Mode = 'read' | 'write';
type Work<T> = (connection: Connection) => Promise<T>;

const beginnings: Readonly<Record<Mode, string>> = {
  read: 'start transaction with consistent snapshot, read only',
  write: 'start transaction',
};

export interface MysqlDatabaseOptions {
  /** A new connection, which may not have been answered yet. */
  readonly connect: () => MysqlConnection;
  /** How long a transaction is tried again. */
  readonly patienceMs: number;
  readonly newToken: () => string;
}

/** One connection of a process, opened anew when it broke off; its transactions one after the other. */
export class MysqlDatabase implements Database {
  readonly #options: MysqlDatabaseOptions;
  #connection: MysqlConnection | null = null;
  #answered = false;
  #isClosed = false;
  #expected: Work<void> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: MysqlDatabaseOptions) {
    this.#options = options;
  }

  /** What must hold: it is asked together with the first that is read, and before anything else is done. */
  expect(check: Work<void>): void {
    this.#expected = check;
  }

  async transaction<T>(mode: Mode | 'own', work: Work<T>): Promise<T> {
    if (this.#expected && mode !== 'read') {
      await this.alone(this.#expected);
      this.#expected = null;
    }
    if (mode === 'own') return this.alone(work);
    return this.#queued(() => this.#trying(() => (mode === 'read' ? this.#reading(work) : this.#writing(work))));
  }

  /** Outside of a transaction: for what the server commits by itself. Work that can run again after any part of it. */
  alone<T>(work: Work<T>): Promise<T> {
    return this.#queued(() => this.#trying(() => work(this.#connected())));
  }

  /** For good: work that nobody waits for any more would otherwise connect again, and keep the process from ending. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
    this.#connection?.close();
  }

  #queued<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** Runs the work until it is done, has failed for good, or patience ends. */
  async #trying<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = nowMs();
    for (let attempt = 0; ; attempt += 1) {
      try {
        const result = await work();
        this.#answered = true;
        return result;
      } catch (error) {
        const attempts = {
          answered: this.#answered || attempt > 0,
          elapsedMs: nowMs() - startedAt,
          patienceMs: this.#options.patienceMs,
        };
        if (!mayRunAgain(troubleOf(error), attempts)) throw error;
        await sleep(pauseMs(attempt, Math.random()));
      }
    }
  }

  async #reading<T>(work: Work<T>): Promise<T> {
    const connection = this.#begin('read');
    try {
      return await (this.#expected ? this.#checking(connection, this.#expected, work) : work(connection));
    } finally {
      // It keeps nobody waiting: what is read next begins in the same turn.
      if (!connection.isLost) connection.soon('rollback');
    }
  }

  /** Whatever else went wrong, what does not hold is the cause. */
  async #checking<T>(connection: Connection, check: Work<void>, work: Work<T>): Promise<T> {
    const [checked, read] = await Promise.allSettled([check(connection), work(connection)]);
    if (checked.status === 'rejected') throw checked.reason;
    if (read.status === 'rejected') throw read.reason;
    this.#expected = null;
    return read.value;
  }

  async #writing<T>(work: Work<T>): Promise<T> {
    const connection = this.#begin('write');
    const before = connection.changes;
    const {mark, result} = await orEnd(connection, async () => {
      // In one turn with what is read first: the server answers that when it has granted the lock, and takes its snapshot then.
      const [revision, result] = await Promise.all([lockRevision(connection), work(connection)]);
      return {mark: {revision, token: this.#options.newToken()}, result};
    });
    if (connection.changes > before) await this.#commit(connection, mark);
    else end(connection);
    return result;
  }

  /** Throws what went wrong when nothing was committed, so that the work may run again. */
  async #commit(connection: MysqlConnection, mark: Mark): Promise<void> {
    try {
      await orEnd(connection, () => commitWith(connection, mark));
    } catch (error) {
      const outcome = await this.#verify(mark).catch((cause: unknown) => {
        throw new UnknownOutcome(cause);
      });
      if (outcome === 'unknown') throw new UnknownOutcome(error);
      if (outcome === 'rolled back') throw error;
    }
  }

  #verify(mark: Mark): Promise<Outcome> {
    return this.#trying(async () => {
      const connection = this.#begin('write');
      try {
        await lockRevision(connection);
        return await outcomeOf(connection, mark);
      } finally {
        end(connection);
      }
    });
  }

  #begin(mode: Mode): MysqlConnection {
    const connection = this.#connected();
    connection.before(beginnings[mode]);
    return connection;
  }

  #connected(): MysqlConnection {
    if (this.#isClosed) throw new Error('The store was closed.');
    if (!this.#connection || this.#connection.isLost) this.#connection = this.#options.connect();
    return this.#connection;
  }
}

/** `performance` would load a dozen modules of Node. */
const nowMs = () => process.uptime() * 1000;

async function orEnd<T>(connection: MysqlConnection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    end(connection);
    throw error;
  }
}

/**
 * Ends a transaction that has nothing to commit, or nothing any more. Nobody waits for the answer: the next transaction comes
 * after it on the same connection, and where it fails the server rolls back by itself.
 */
function end(connection: MysqlConnection): void {
  if (!connection.isLost) connection.all('rollback').catch(() => connection.abandon());
}
