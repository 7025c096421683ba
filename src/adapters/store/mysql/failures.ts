import {exitCodes, Failure, type FailureFacts} from '../../../core/domain/errors.js';
import type {Constraint} from '../capabilities.js';
import {Damage} from '../damage.js';
import {Moved} from '../tables/moved.js';
import type {MysqlLogin} from './login.js';
import {type Trouble, troubleOf} from './trouble.js';

/** The answer to a commit was lost, and it could not be found out whether it was done. */
export class UnknownOutcome extends Error {
  constructor(cause: unknown) {
    super('the outcome of a commit is unknown', {cause});
    this.name = 'UnknownOutcome';
  }
}

/** What every failure of this store tells; never the password. */
export interface Whereabouts {
  readonly host: string | null;
  readonly port: number | null;
  readonly socket: string | null;
  readonly user: string;
  readonly database: string;
}

export function whereaboutsOf(login: MysqlLogin): Whereabouts {
  const {host = null, port = null, socketPath: socket = null, user, database} = login;
  return {host, port, socket, user, database};
}

/** `db.internal:3306`, or the path of a socket. */
export function serverOf({host, port, socket}: Whereabouts): string {
  return socket ?? `${host?.includes(':') ? `[${host}]` : host}:${port}`;
}

/** As somebody writes it who is to use it. */
export function addressOf({host, port, socket, user, database}: Whereabouts): string {
  const server = socket === null ? `${host?.includes(':') ? `[${host}]` : host}${port === 3306 ? '' : `:${port}`}` : '';
  const query = socket === null ? '' : `?socket=${socket.replace(/[^\w./-]/g, encodeURIComponent)}`;
  return `mysql://${encodeURIComponent(user)}@${server}/${encodeURIComponent(database)}${query}`;
}

function nameOf(where: Whereabouts): string {
  return `${where.database} on ${serverOf(where)}`;
}

const duplicate = 1062;
const references = new Set([1216, 1217, 1451, 1452]);

interface StatementError {
  readonly errno?: number;
  readonly sql?: string;
}

export function constraintOf(error: unknown): Constraint | null {
  const {errno, sql = ''} = (error ?? {}) as StatementError;
  // MariaDB names the key only, which is PRIMARY in every table; the statement names the table.
  if (errno === duplicate) return {kind: 'unique', table: /(?:insert into|update) `(\w+)`/.exec(sql)?.[1] ?? null};
  if (errno !== undefined && references.has(errno)) return {kind: 'reference', table: null};
  return null;
}

export function storeFailure(where: Whereabouts, facts: Omit<FailureFacts, 'exit'>): Failure {
  return new Failure({
    exit: exitCodes.outside,
    subject: `store ${nameOf(where)}`,
    ...facts,
    details: {...where, ...facts.details},
  });
}

export function missingFailure(where: Whereabouts): Failure {
  return storeFailure(where, {
    code: 'STORE_MISSING',
    message: `There is no store in the database ${nameOf(where)} yet.`,
    hint: 'Run `muster init` to set it up.',
  });
}

export function foreignFailure(where: Whereabouts, tables: readonly string[]): Failure {
  const shown = tables.slice(0, 3).join(', ') + (tables.length > 3 ? ` and ${tables.length - 3} more` : '');
  return storeFailure(where, {
    code: 'STORE_FOREIGN',
    message: `The database ${nameOf(where)} has tables that are not Muster's (${shown}); nothing was written.`,
    hint: 'Give Muster a database of its own',
    details: {tables},
  });
}

export function newerFailure(where: Whereabouts, versions: {readonly store: string; readonly program: string}): Failure {
  return storeFailure(where, {
    code: 'STORE_NEWER',
    message: `The store ${nameOf(where)} was made by Muster ${versions.store}; this is Muster ${versions.program}, which is older.`,
    hint: `Install Muster ${versions.store} or newer.`,
    details: versions,
  });
}

export function olderFailure(where: Whereabouts, versions: {readonly store: string; readonly program: string}): Failure {
  return storeFailure(where, {
    code: 'STORE_OLDER',
    message: `The store ${nameOf(where)} was made by Muster ${versions.store}; this is Muster ${versions.program}, which needs it brought up to date.`,
    hint: 'See who uses it with `muster store status`; then `muster store migrate`, after which an older Muster cannot use it',
    details: versions,
  });
}

export function unfinishedFailure(where: Whereabouts): Failure {
  return storeFailure(where, {
    code: 'STORE_UNFINISHED',
    message: `The store ${nameOf(where)} is being copied to, and the copy has not ended.`,
    hint: `Where it was cut short, run it again with the store that it came from: muster store copy --to ${addressOf(where)}`,
  });
}

function movedFailure(where: Whereabouts, {move}: Moved): Failure {
  return storeFailure(where, {
    code: 'STORE_MOVED',
    message: `The store ${nameOf(where)} was moved to ${move.to} at ${move.at} and takes no changes.`,
    hint: `Use the one there: export MUSTER_STORE=${move.to}`,
    details: {movedTo: move.to, movedAt: move.at},
  });
}

export function failureOf(error: unknown, where: Whereabouts): Failure | null {
  if (error instanceof Damage) return brokenFailure(where, error);
  if (error instanceof Moved) return movedFailure(where, error);
  if (error instanceof UnknownOutcome) return unsureFailure(where, error);
  const trouble = troubleOf(error);
  if (trouble === null) return null;
  const {message} = error as Error;
  return storeFailure(where, {...facts[trouble](where, message), cause: error});
}

type Facts = Omit<FailureFacts, 'exit'>;

const unreachable = (where: Whereabouts, message: string): Facts => ({
  code: 'STORE_UNREACHABLE',
  message: `The database server at ${serverOf(where)} does not answer: ${reasonOf(message)}.`,
  hint: 'See that it runs, and that its address is right',
  details: {reason: reasonOf(message)},
});

const facts: Readonly<Record<Trouble, (where: Whereabouts, message: string) => Facts>> = {
  unreachable,
  lost: (where, message) => ({
    code: 'STORE_UNREACHABLE',
    message: `The connection to the database server at ${serverOf(where)} broke off and could not be made again: ${reasonOf(message)}.`,
    hint: 'See that it runs, and try again',
    details: {reason: reasonOf(message)},
  }),
  crowded: (where) => ({
    code: 'STORE_CROWDED',
    message: `The database server at ${serverOf(where)} takes no more connections.`,
    hint: 'Try again later, or raise max_connections of the server or of the user',
  }),
  denied: (where, message) => ({
    code: 'STORE_DENIED',
    message: `The database server at ${serverOf(where)} refuses the user ${where.user}: ${reasonOf(message)}.`,
    hint: 'See the user and the password: MUSTER_STORE, MUSTER_STORE_PASSWORD or MUSTER_STORE_PASSWORD_FILE',
    details: {reason: reasonOf(message)},
  }),
  'not-granted': (where, message) => ({
    code: 'STORE_DENIED',
    message: `The user ${where.user} may not do what Muster needs in ${nameOf(where)}: ${reasonOf(message)}.`,
    hint: `Have all privileges on \`${where.database}\`.* granted to that user`,
    details: {reason: reasonOf(message)},
  }),
  'unknown-database': (where) => ({
    code: 'STORE_MISSING',
    message: `There is no database ${where.database} on ${serverOf(where)}.`,
    hint: `Have it made: create database \`${where.database}\` character set utf8mb4; then run \`muster init\`.`,
  }),
  conflict: busy,
  busy,
  readonly: (where) => ({
    code: 'STORE_READONLY',
    message: `The database ${nameOf(where)} cannot be written: the server is read-only.`,
    hint: 'Point MUSTER_STORE at the server that takes writes',
  }),
  full: (where) => ({
    code: 'STORE_FULL',
    message: `The disk of the database server at ${serverOf(where)} is full; nothing changed.`,
    hint: 'Free some space on it and try again.',
  }),
  'too-big': (where) => ({
    code: 'STORE_TOO_BIG',
    message: `The database server at ${serverOf(where)} takes nothing as big as this change; nothing changed.`,
    hint: 'Raise max_allowed_packet of the server',
  }),
  insecure: (where, message) => ({
    code: 'STORE_INSECURE',
    message: `The database server at ${serverOf(where)} cannot be spoken to as MUSTER_STORE asks: ${reasonOf(message)}.`,
    hint: 'See tls, tls-ca, tls-cert and tls-key in the address, and the certificate of the server',
    details: {reason: reasonOf(message)},
  }),
  altered: (where, message) => ({...broken(where, reasonOf(message))}),
};

function busy(where: Whereabouts): Facts {
  return {
    code: 'STORE_BUSY',
    message: `Another command has been writing to the store ${nameOf(where)} for too long.`,
    hint: 'Wait for it to end, or see who it is with `muster lock list`, and try again.',
  };
}

function broken(where: Whereabouts, finding: string): Facts {
  return {
    code: 'STORE_BROKEN',
    message: `The store ${nameOf(where)} is damaged (${finding}); it is not used.`,
    hint: "Restore the database from its server's backup: rows that others write or remove are noticed, not mended",
    details: {finding},
  };
}

function brokenFailure(where: Whereabouts, error: Damage): Failure {
  return storeFailure(where, {...broken(where, error.message), cause: error});
}

function unsureFailure(where: Whereabouts, error: UnknownOutcome): Failure {
  return storeFailure(where, {
    code: 'STORE_UNSURE',
    message: `The connection to ${serverOf(where)} broke off while the change was committed, and whether it was could not be found out.`,
    hint: 'Run the command again when the server is back: what is done already stays as it is.',
    cause: error,
  });
}

/** The driver's or the server's sentence, to stand within ours. */
function reasonOf(message: string): string {
  return message.replace(/\s+/g, ' ').replace(/[.\s]+$/, '');
}
