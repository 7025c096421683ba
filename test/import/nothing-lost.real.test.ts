import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parseYaml} from '../../src/adapters/yaml/yaml-text.js';
import {parseNginx} from '../../src/adapters/import/nginx-text.js';
import {LocalShell} from '../../src/adapters/shell/local-shell.js';
import type {Failure} from '../../src/core/domain/errors.js';
import type {Directive} from '../../src/core/domain/import/source.js';
import {placeOf, within, type Around} from '../../src/core/domain/import/nginx/walk.js';
import {importAll, readTexts, told, type ImportResult} from './import.js';

const compose = `
version: "3.8"
name: shop
x-common: {a: b}
services:
  shop:
    image: registry.example.com/acme/shop:1.4
    build: .
    deploy:
      mode: replicated
      replicas: 3
      placement: {constraints: [node.role == worker]}
      resources: {reservations: {cpus: "0.5", memory: 512M, devices: [{capabilities: [gpu]}]}, limits: {memory: 1G}}
    container_name: shop
    hostname: shop-host
    entrypoint: ["/start"]
    command: ["serve", "--port", "8080"]
    ports: ["8080:8080", "9090:9090", {target: 7070, published: 7070, name: live}, "53:53/udp"]
    expose: ["6060"]
    environment:
      DATABASE_URL: mysql://shop:secret-word@db:3306/shop
      REDIS_HOST: cache
      REDIS_PORT: "6379"
      REDIS_PASSWORD: other-word
      JWT_SECRET: \${JWT_SECRET}
      LOG_LEVEL: \${LOG_LEVEL:-info}
      UNSET: \${NOWHERE}
    healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8080/healthz"], interval: 5s, timeout: 4s, retries: 7, start_period: 9s, start_interval: 1s}
    volumes: ["uploads:/srv/uploads", "./app.ini:/etc/app.ini:ro", {type: tmpfs, target: /tmp}]
    depends_on: [db, worker]
    networks: [back]
    labels: {a: b}
    restart: on-failure
    stop_grace_period: 42s
    network_mode: host
    ulimits: {nofile: 1024}
  worker: {image: acme/worker, environment: {QUEUE: jobs}}
  broker: {image: rabbitmq:4}
  db:
    image: mariadb:10.11
    environment: {MYSQL_ROOT_PASSWORD: some-word, MYSQL_DATABASE: shop}
    volumes: ["dbdata:/var/lib/mysql"]
    command: --character-set-server=utf8mb4
    healthcheck: {test: [CMD, mysqladmin, ping]}
    ports: ["3306:3306"]
    deploy: {replicas: 2}
    stop_grace_period: 1m
  cache: {image: redis:7, depends_on: [db]}
  lb: {image: nginx:1.27, volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]}
volumes: {uploads: {}, dbdata: {}}
networks: {back: {}}
secrets: {a: {file: ./a}}
`;

const nginx = `
user nginx;
events { worker_connections 1024; }
http {
  log_format main '$remote_addr';
  proxy_set_header X-Http outer;
  map $http_upgrade $connection_upgrade { default upgrade; }
  upstream shop { least_conn; zone a 64k; server 10.0.0.1:8080 weight=3 max_fails=2; server 10.0.0.2:8080 weight=5; server 10.0.0.3:8080 down; server 10.0.0.4:8080 backup; keepalive 32; }
  upstream live { ip_hash; server 10.0.0.1:7070; server 10.0.0.2:7070; }
  upstream nowhere { server 10.9.9.9:1; }
  server {
    listen 80 default_server;
    listen 127.0.0.1:81;
    listen 443 ssl http2;
    server_name shop.example.com www.example.com *.example.com;
    ssl_certificate /x;
    proxy_read_timeout 90s;
    location / { proxy_pass http://shop; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Inner b; proxy_buffering on; client_max_body_size 1m; }
    location /live { proxy_pass http://live; proxy_set_header Upgrade $http_upgrade; }
    location = /exact { proxy_pass http://shop; }
    location ~ [.]php$ { fastcgi_pass php:9000; }
    location /api/ { proxy_pass http://shop/; }
    location /old { return 301 /; location /old/live { proxy_pass http://live; } }
  }
  server { listen 8081; server_name other.example.com; location / { proxy_pass http://10.8.8.8:99; } }
}
stream { server { listen 1; } }
`;

interface Less<T> {
  readonly what: string;
  /** The key of what was taken away, and those of what is around it, as remarks tell them. */
  readonly keys: readonly string[];
  readonly value: T;
}

/** The value with one of its parts missing, for each of its parts. */
function lessValues(value: unknown, keys: readonly string[] = []): Less<unknown>[] {
  const children: readonly (readonly [string, unknown])[] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return children.flatMap(([key, child]) => {
    const name = Array.isArray(value) ? `[${key}]` : key;
    const own = [...keys, keys.length === 0 ? name : `${keys.at(-1)}${Array.isArray(value) ? '' : '.'}${name}`];
    const replaced = (other: readonly unknown[]) =>
      Array.isArray(value)
        ? value.flatMap((item, index) => (String(index) === key ? other : [item]))
        : Object.fromEntries(children.flatMap(([at, item]) => (at === key ? other.map((it) => [at, it]) : [[at, item]])));
    return [
      {what: own.at(-1)!, keys: own, value: replaced([])},
      ...lessValues(child, own).map((less) => ({...less, value: replaced([less.value])})),
    ];
  });
}

/** The block with one of its directives, or one word of one, missing. */
function lessDirectives(block: readonly Directive[], around: Around, keys: readonly string[] = []): Less<readonly Directive[]>[] {
  return block.flatMap((directive, index) => {
    const replaced = (other: readonly Directive[]) => block.flatMap((it, at) => (at === index ? other : [it]));
    const {key, line} = placeOf(directive, around);
    const own = [...keys, `${line} ${key}`];
    return [
      {what: key, keys: own, value: replaced([])},
      ...directive.args.map((arg, at) => ({
        what: `${key} without ${arg}`,
        keys: [...own, `${line} ${key} ${arg.split('=', 1)[0]}`],
        value: replaced([{...directive, args: directive.args.filter((_, other) => other !== at)}]),
      })),
      ...lessDirectives(directive.block ?? [], within(directive, around), own).map((less) => ({
        ...less,
        value: replaced([{...directive, block: less.value}]),
      })),
    ];
  });
}

interface Files {
  readonly compose: readonly unknown[];
  readonly nginx: readonly Directive[];
}

/** Everything that is told of the files, but the lines. */
async function importFiles({
  compose: values,
  nginx: directives,
}: Files): Promise<{readonly result: ImportResult; readonly saying: string}> {
  const texts = Object.fromEntries(values.map((value, index) => [`compose-${index}.json`, JSON.stringify(value)]));
  const result = await importAll([
    ...(await readTexts(texts, {shell: new LocalShell()})),
    {kind: 'nginx', file: 'nginx.conf', directives},
  ]);
  return {result, saying: JSON.stringify(told(result)).replaceAll(/"line":\d+/g, '')};
}

/** What can be taken away without a word, of what is not told as left out. */
async function silentParts<T>(files: Files, parts: readonly Less<T>[], changed: (value: T) => Files): Promise<readonly string[]> {
  const before = await importFiles(files);
  const listed = new Set(before.result.notTaken.flatMap(({line, key}) => [key, `${line} ${key}`]));
  const silent: string[] = [];
  for (const {what, keys, value} of parts) {
    if (keys.some((key) => listed.has(key))) continue;
    const saying = await importFiles(changed(value)).then(
      (it) => it.saying,
      // What Compose refuses is told.
      (error: Failure) => error.code,
    );
    if (saying === before.saying) silent.push(what);
  }
  return silent;
}

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const unknownApp: Files = {compose: [parseYaml(compose, 'compose.yaml').value], nginx: parseNginx(nginx, 'nginx.conf')};
const knownApp: Files = {
  compose: ['new-api-master.compose.yaml', 'new-api-slave.compose.yaml'].map((name) => parseYaml(fixture(name), name).value),
  nginx: parseNginx(fixture('new-api.nginx.conf'), 'nginx.conf'),
};
const lessOf = (files: Files, index: number) => lessValues(files.compose[index]);
const withCompose = (files: Files, index: number) => (value: unknown) => ({
  ...files,
  compose: files.compose.map((it, at) => (at === index ? value : it)),
});

const silentDirectives = (files: Files) =>
  silentParts(files, lessDirectives(files.nginx, {file: 'nginx.conf', path: ''}), (value) => ({...files, nginx: value}));

describe('whatever is taken away from a file, the import tells something else', () => {
  it('of a compose file of an app that no recipe knows', async () => {
    // Muster starts services before apps anyway.
    expect(await silentParts(unknownApp, lessOf(unknownApp, 0), withCompose(unknownApp, 0))).toEqual([
      'services.shop.depends_on[0]',
    ]);
  });

  it.each([0, 1])('of compose file %i of an app with a recipe', async (index) => {
    const service = index === 0 ? 'new-api-master' : 'new-api-slave';
    // What Muster and the recipe do by themselves in the same way.
    expect(await silentParts(knownApp, lessOf(knownApp, index), withCompose(knownApp, index))).toEqual([
      `services.${service}.restart`,
    ]);
  });

  it('of an nginx configuration of an app that no recipe knows', async () => {
    expect(await silentDirectives(unknownApp)).toEqual([]);
  });

  it('of an nginx configuration of an app with a recipe', async () => {
    // These headers are what the balancer of Muster sets.
    expect(await silentDirectives(knownApp)).toEqual(
      ['Host', 'X-Real-IP', 'X-Forwarded-For', 'X-Forwarded-Proto'].map(
        (header) => `server > location / > proxy_set_header ${header}`,
      ),
    );
  });
});
