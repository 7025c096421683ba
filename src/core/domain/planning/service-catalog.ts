import type {Healthcheck} from '../container.js';

/** What a managed service of a kind runs as. `password` variables receive the service's secret. */
export interface ManagedKind {
  readonly image: string;
  readonly port: number;
  readonly user: string;
  /** Database name, or number for Redis. */
  readonly database: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly passwordVariables: readonly string[];
  readonly command: readonly string[] | null;
  readonly volumes: Readonly<Record<string, string>>;
  readonly healthcheck: Healthcheck;
}

const probe = {intervalMs: 500, timeoutMs: 3000, retries: 20, startPeriodMs: 60_000};

export const managedKinds: Readonly<Record<string, ManagedKind>> = {
  mysql: {
    image: 'mysql:8.4',
    port: 3306,
    user: 'app',
    database: 'app',
    environment: {MYSQL_DATABASE: 'app', MYSQL_USER: 'app'},
    passwordVariables: ['MYSQL_PASSWORD', 'MYSQL_ROOT_PASSWORD'],
    command: null,
    volumes: {data: '/var/lib/mysql'},
    // Over TCP: while the image initialises its data the server answers on the socket alone.
    healthcheck: {test: 'mysqladmin ping -h 127.0.0.1 --silent || mariadb-admin ping -h 127.0.0.1 --silent', ...probe},
  },
  redis: {
    image: 'redis:8-alpine',
    port: 6379,
    user: 'default',
    database: '0',
    environment: {},
    passwordVariables: ['REDIS_PASSWORD', 'REDISCLI_AUTH'],
    // The password reaches the server on its standard input: an argument would stand in the process list. In hexadecimal
    // it may hold any character.
    command: [
      'sh',
      '-c',
      [
        'exec redis-server - --dir /data --appendonly yes <<END',
        'requirepass "$(printf %s "$REDIS_PASSWORD" | od -An -v -tx1 | tr -d " \\n" | sed "s/../\\\\\\\\x&/g")"',
        'END',
      ].join('\n'),
    ],
    volumes: {data: '/data'},
    healthcheck: {test: 'redis-cli ping | grep -q PONG', ...probe},
  },
};
