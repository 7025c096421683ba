/** What kind of trouble an error of the driver or the server is. */
export type Trouble =
  /** Nothing answers where the server should be. */
  | 'unreachable'
  /** The connection broke off. */
  | 'lost'
  | 'crowded'
  | 'denied'
  /** It knows the user, who may not do that. */
  | 'not-granted'
  | 'unknown-database'
  /** Another transaction was in the way, and this one was rolled back. */
  | 'conflict'
  | 'busy'
  | 'readonly'
  | 'full'
  | 'too-big'
  | 'insecure'
  | 'altered';

interface ErrorLike {
  readonly code?: unknown;
  readonly errno?: unknown;
  readonly message?: unknown;
}

const byCode: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ENOENT: 'unreachable',
  EACCES: 'unreachable',
  ENOTSOCK: 'unreachable',
  PROTOCOL_CONNECTION_LOST: 'lost',
  PROTOCOL_SEQUENCE_TIMEOUT: 'lost',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  HANDSHAKE_NO_SSL_SUPPORT: 'insecure',
  HANDSHAKE_SSL_ERROR: 'insecure',
};

/** Numbers of the server's errors; those of MariaDB and MySQL are the same but where it is said. */
const byNumber: Readonly<Record<number, Trouble>> = {
  1053: 'lost', // The server is shutting down.
  1077: 'lost',
  1152: 'lost',
  1158: 'lost',
  1159: 'lost',
  1160: 'lost',
  1161: 'lost',
  1927: 'lost', // MariaDB: the connection was killed.
  3169: 'lost', // MySQL: the session was killed.
  4031: 'lost', // MySQL: it was idle for too long.
  1047: 'lost', // Galera: the node is not part of the cluster now.
  1243: 'lost', // What was prepared is not known to it any more.
  1317: 'lost', // The statement was ended from outside.
  1040: 'crowded',
  1203: 'crowded',
  1226: 'crowded',
  1044: 'not-granted',
  1045: 'denied',
  1130: 'denied',
  1142: 'not-granted',
  1143: 'not-granted',
  1227: 'not-granted',
  1251: 'denied',
  1524: 'denied',
  1698: 'denied',
  1820: 'denied',
  1862: 'denied',
  3118: 'denied',
  3159: 'insecure',
  1049: 'unknown-database',
  1020: 'conflict', // MariaDB: the record has changed since it was read.
  1213: 'conflict',
  1205: 'busy',
  3572: 'busy',
  1290: 'readonly',
  1792: 'readonly',
  1836: 'readonly',
  3100: 'readonly', // Group replication: this member takes no writes.
  1021: 'full',
  1114: 'full',
  1153: 'too-big',
  1406: 'too-big',
  1054: 'altered',
  1146: 'altered',
};

/** `Errcode: 28` and the like: what the operating system said to the server. */
const noSpace = /\b(?:Errcode|error|errno)\S* ?:? ?"?(?:28|122)\b|No space left on device|Disk quota exceeded/i;

export function troubleOf(error: unknown): Trouble | null {
  const {code, errno, message} = (error ?? {}) as ErrorLike;
  if (typeof message === 'string' && typeof errno === 'number' && noSpace.test(message)) return 'full';
  const known = typeof errno === 'number' && errno > 0 ? byNumber[errno] : undefined;
  return known ?? (typeof code === 'string' ? (byCode[code] ?? null) : null);
}
