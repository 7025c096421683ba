import {managedKinds} from '../planning/service-catalog.js';
import type {ImportedService} from './compose/service.js';
import {namesOf} from './compose/service.js';
import {lookup} from '../lookup.js';

/** A service that apps use, as the file runs it. */
export interface BackingService {
  readonly kind: string;
  readonly service: ImportedService;
}

/** Kind of service by the last part of an image's name. */
const kindsByImage: Readonly<Record<string, string>> = {
  mysql: 'mysql',
  'mysql-server': 'mysql',
  mariadb: 'mysql',
  percona: 'mysql',
  'percona-server': 'mysql',
  redis: 'redis',
  'redis-stack-server': 'redis',
  valkey: 'redis',
  postgres: 'postgres',
  postgresql: 'postgres',
  'activemq-artemis': 'artemis',
  artemis: 'artemis',
  rabbitmq: 'rabbitmq',
  kafka: 'kafka',
  elasticsearch: 'elasticsearch',
  opensearch: 'opensearch',
  mongo: 'mongodb',
  mongodb: 'mongodb',
  memcached: 'memcached',
  minio: 'minio',
  consul: 'consul',
  etcd: 'etcd',
  clickhouse: 'clickhouse',
};

const balancers: Readonly<Record<string, true>> = {
  nginx: true,
  haproxy: true,
  traefik: true,
  caddy: true,
  openresty: true,
  envoy: true,
};

export function backingKind({image}: ImportedService): string | null {
  return image ? (lookup(kindsByImage, lastPart(image.repository)) ?? null) : null;
}

export function isBalancer({image}: ImportedService): boolean {
  return image !== null && lookup(balancers, lastPart(image.repository)) === true;
}

/** Muster runs services of this kind itself. */
export function canManage(kind: string): boolean {
  return lookup(managedKinds, kind) !== undefined;
}

/** The service that a host name means, of the same file before any other. */
export function serviceAt<T extends {readonly service: ImportedService}>(
  all: readonly T[],
  host: string,
  file: string,
): T | null {
  const named = all.filter(({service}) => namesOf(service).includes(host.toLowerCase()));
  return named.find(({service}) => service.place.file === file) ?? named[0] ?? null;
}

/** `calciumion/new-api` is `new-api`. */
export function lastPart(repository: string): string {
  return repository.split('/').at(-1)!.replace(/:\d+$/, '');
}
