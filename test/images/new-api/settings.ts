import {randomBytes} from 'node:crypto';
import {hostname} from 'node:os';

export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface Settings {
  readonly port: number;
  readonly role: 'master' | 'slave';
  readonly instance: string;
  readonly version: string;
  readonly database: DatabaseAddress;
  readonly maxConnections: number;
  readonly redisUrl: string | undefined;
  readonly sessionSecret: string;
  readonly frontendUrl: string | undefined;
}

/** Values never stand in its message: they are secrets. */
export class SettingError extends Error {}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    port: Number(env['PORT'] || 3000),
    role: env['NODE_TYPE'] === 'slave' ? 'slave' : 'master',
    instance: env['MUSTER_INSTANCE'] || hostname(),
    version: env['VERSION'] || 'dev',
    database: parseDsn(env['SQL_DSN'] ?? ''),
    maxConnections: Number(env['SQL_MAX_OPEN_CONNS'] || 1000),
    redisUrl: env['REDIS_CONN_STRING'] || undefined,
    sessionSecret: sessionSecret(env['SESSION_SECRET']),
    frontendUrl: env['FRONTEND_BASE_URL']?.replace(/\/$/, '') || undefined,
  };
}

function sessionSecret(value: string | undefined): string {
  if (value === 'random_string')
    throw new SettingError('SESSION_SECRET is still the example random_string: set a random value of your own');
  return value || randomBytes(32).toString('hex');
}

/** `user:password@tcp(host:port)/database?options`: the last `/` and the `@` before it count, so a password may hold both. */
export function parseDsn(dsn: string): DatabaseAddress {
  if (dsn === '' || dsn.startsWith('local'))
    throw new SettingError('SQL_DSN is empty or local, which means SQLite: not supported here');
  const slash = dsn.lastIndexOf('/');
  const at = dsn.lastIndexOf('@', slash);
  const [, host, port] = /^tcp\((.+?)(?::(\d+))?\)$/.exec(dsn.slice(at + 1, slash)) ?? [];
  if (slash < 0 || host === undefined) throw new SettingError('SQL_DSN is no user:password@tcp(host:port)/database');
  const account = dsn.slice(0, Math.max(at, 0));
  const colon = account.indexOf(':');
  return {
    host,
    port: Number(port ?? 3306),
    user: colon < 0 ? account : account.slice(0, colon),
    password: colon < 0 ? '' : account.slice(colon + 1),
    database: decodeURIComponent(dsn.slice(slash + 1).split('?')[0] ?? ''),
  };
}
