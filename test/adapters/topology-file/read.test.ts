import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {toJSONSchema} from 'zod/mini';
import {describe, expect, it} from 'vitest';
import {readDeclaration, readTopologyFiles} from '../../../src/adapters/topology-file/read.js';
import {topologySchema} from '../../../src/adapters/topology-file/topology-schema.js';
import type {Failure} from '../../../src/core/domain/errors.js';

const folder = mkdtempSync(join(tmpdir(), 'topology-'));

function written(text: string, name = 'cluster.yaml'): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function failure(...files: string[]): Promise<Failure> {
  return readTopologyFiles(files).then(
    () => expect.unreachable('it was read'),
    (error: unknown) => error as Failure,
  );
}

const head = 'apiVersion: muster/v1\n';

describe('a topology file', () => {
  it('declares everything', async () => {
    const file = written(`${head}org: Acme
groups: [West]
nodes:
  web-1: {connect: local}
  Web-2: {connect: "ssh://ops@10.0.0.12", group: east, capacity: {cpu: 16, memory: 64GiB}, labels: {ssd: true}, weight: 5}
envs:
  prod:
    labels: {stage: production}
    nodes: [web-1, {node: Web-2, weight: 3}]
    entries: [company.com, {address: backup.company.com, backup: true}, ":8080"]
    services:
      db:    {kind: mysql, url: "mysql://api@db.internal:3306/new-api", password: {secret: db-password}}
      cache: {kind: redis, managed: {node: web-1}}
    config: {TZ: UTC}
    apps:
      new-api: {recipe: new-api, version: v0.9.2, slaves: 3, balance: least_connections, weights: {slave: 5}, config: {SYNC_FREQUENCY: 60, DEBUG: true, PRICE: "$5"}}
      mine: {recipe: ./mine.yaml, image: "registry.internal:5000/mine", version: 1.10, roles: {peer: 2}}
`);
    expect(await readTopologyFiles([file])).toEqual({
      org: 'acme',
      groups: ['west'],
      workspaces: [],
      nodes: [
        {name: 'web-1', connect: 'local'},
        {
          name: 'web-2',
          connect: 'ssh://ops@10.0.0.12',
          group: 'east',
          capacity: {cpu: 16, memoryMib: 65_536},
          labels: {ssd: 'true'},
          weight: 5,
        },
      ],
      apps: [
        {name: 'new-api', recipe: 'new-api'},
        {name: 'mine', recipe: join(folder, 'mine.yaml'), image: 'registry.internal:5000/mine'},
      ],
      envs: [
        {
          name: 'prod',
          labels: {stage: 'production'},
          nodes: [{node: 'web-1'}, {node: 'web-2', weight: 3}],
          entries: [
            {address: 'company.com', backup: false, path: '/'},
            {address: 'backup.company.com', backup: true, path: '/'},
            {address: ':8080', backup: false, path: '/'},
          ],
          services: [
            {name: 'db', kind: 'mysql', url: 'mysql://api@db.internal:3306/new-api', passwordSecret: 'db-password'},
            {name: 'cache', kind: 'redis', managed: {node: 'web-1', image: null}},
          ],
          config: {TZ: 'UTC'},
          deployments: [
            {
              app: 'new-api',
              version: 'v0.9.2',
              roles: {slave: 3},
              balance: 'least-connections',
              weights: {slave: 5},
              config: {SYNC_FREQUENCY: '60', DEBUG: 'true', PRICE: '$5'},
            },
            {app: 'mine', version: '1.10', roles: {peer: 2}, weights: {}, config: {}},
          ],
        },
      ],
    });
  });

  it.each(['quickstart', 'new-api'])('of the examples is good: %s', async (name) => {
    const file = fileURLToPath(new URL(`../../../examples/${name}.yaml`, import.meta.url));
    expect((await readTopologyFiles([file])).envs).toHaveLength(1);
  });

  it.each([
    [
      'envs: {prod: {apps: {a: {recipe: web, version: 1, slavs: 2}}}}',
      'unknown key "slavs"; did you mean "slaves"?',
      'envs.prod.apps.a.slavs',
      'slaves',
    ],
    ['nodes: {a: {conect: local}}', 'unknown key "conect"; did you mean "connect"?', 'nodes.a.conect', 'connect'],
    [
      'envs: {prod: {entries: [{address: a, bakup: true}]}}',
      'unknown key "bakup"; did you mean "backup"?',
      'envs.prod.entries[0].bakup',
      'backup',
    ],
    ['volumes: {}', 'unknown key "volumes"; known here: apiVersion, org, groups, workspaces, nodes, apps, envs', 'volumes', null],
    ['nodes: {a: {}}', 'nodes.a.connect is missing', 'nodes.a.connect', null],
    [
      'nodes: {a: {connect: "ssh://-oProxyCommand=x"}}',
      'nodes.a.connect must be local, ssh://user@host[:port] or tcp://host:port, not "ssh://-oProxyCommand=x": "-oProxyCommand=x" is neither a host name nor an IP address',
      'nodes.a.connect',
      null,
    ],
    [
      'nodes: {a: {connect: local, capacity: {memory: 64}}}',
      'nodes.a.capacity.memory must be a text, not 64',
      'nodes.a.capacity.memory',
      null,
    ],
    [
      'nodes: {a: {connect: local, capacity: {memory: 64GB}}}',
      'nodes.a.capacity.memory must be a size in MiB, GiB or TiB such as 512MiB or 64GiB, of at most 1024TiB, not "64GB": "64GB" is not a number with MiB, GiB or TiB behind it that makes whole MiB',
      'nodes.a.capacity.memory',
      null,
    ],
    [
      'nodes: {a: {connect: local}, A: {connect: local}}',
      'nodes.A is the same name as a: names differ by more than case',
      'nodes.A',
      null,
    ],
    ['nodes: {a: {connect: local}, a: {connect: local}}', 'the key "a" stands twice in one place', 'a', null],
    ['nodes: []', 'nodes must be a map, not a list', 'nodes', null],
    ['envs: {prod: {entries: [8080]}}', 'envs.prod.entries[0] must be a text or a map, not 8080', 'envs.prod.entries[0]', null],
    [
      'envs: {prod: {config: {A: }}}',
      'envs.prod.config.A has no value, and must be a text or a number or true or false',
      'envs.prod.config.A',
      null,
    ],
    [
      'envs: {prod: {services: {db: {kind: mysql}}}}',
      'envs.prod.services.db must have either url or managed',
      'envs.prod.services.db',
      null,
    ],
    [
      'envs: {prod: {services: {db: {kind: mysql, url: "mysql://a:b@h/x"}}}}',
      'envs.prod.services.db.url carries a password: name a secret instead, as in password: {secret: NAME}',
      'envs.prod.services.db.url',
      null,
    ],
    [
      'envs: {prod: {apps: {a: {recipe: web, version: 1, slaves: -1}}}}',
      'envs.prod.apps.a.slaves must be a whole number from 0 to 1000 (it is -1)',
      'envs.prod.apps.a.slaves',
      null,
    ],
    [
      'envs: {prod: {apps: {a: {recipe: web, version: 1, slaves: 1, roles: {slave: 2}}}}}',
      'envs.prod.apps.a.slaves is also said by roles.slave: say it once',
      'envs.prod.apps.a.slaves',
      null,
    ],
    [
      'envs: {prod: {apps: {a: {recipe: web, version: 1, image: "a:1"}}}}',
      'envs.prod.apps.a.image must be a repository as Docker writes it, without tag and digest, not "a:1": it carries a tag, and the version is the tag',
      'envs.prod.apps.a.image',
      null,
    ],
  ])('is refused for %s', async (text, message, key, nearest) => {
    const file = written(`${head}${text}\n`);
    const error = await failure(file);
    expect(error).toMatchObject({code: 'FILE_INVALID', exitCode: 2, message: `${file}:2: ${message}`});
    expect(error.details['problems']).toMatchObject([{file, line: 2, key, message, nearest}]);
  });

  it('tells all problems at once, in order, in YAML as in JSON', async () => {
    const file = written('{"apiVersion": "muster/v2",\n "nods": {},\n "org": 7}', 'cluster.json');
    const error = await failure(file);
    expect(error.message).toBe(`${file}:1: apiVersion must be muster/v1, not "muster/v2" (and 2 more problems)`);
    expect(error.details['problems']).toMatchObject([
      {line: 1, column: 2},
      {line: 2, column: 2, nearest: 'nodes'},
      {line: 3, column: 2, key: 'org'},
    ]);
  });

  it.each([
    ['a: [', 'cluster.yaml', 1, 'Flow sequence'],
    ['a: b: c', 'cluster.yaml', 1, 'Nested mappings'],
    ['a: *x', 'cluster.yaml', 1, 'Unresolved alias'],
    ['{"a": 1,\n}', 'cluster.json', 2, 'this is not JSON'],
    ['{"a": ', 'cluster.json', 1, 'this is not JSON'],
    ['{"kind":"org","name":"a"}\nxx', 'cluster.ndjson', 2, 'this is not JSON'],
  ])('that does not parse is refused: %s', async (text, name, line, words) => {
    const file = written(text, name);
    const error = await failure(file);
    expect(error).toMatchObject({code: 'FILE_UNPARSABLE', exitCode: 2});
    expect(error.message.startsWith(`${file}:${line}: ${words}`), error.message).toBe(true);
  });

  it.each([
    ['nodes: &n {web-1: {connect: local, labels: *n}}', 'nodes.web-1.labels.web-1'],
    ['envs: {a: &a {nodes: [b], config: *a}}', 'envs.a.config.config'],
    ['envs: &e {a: {apps: *e}}', 'envs.a.apps.a.recipe'],
  ])('that contains itself is refused where it does: %s', async (text, key) => {
    const error = await failure(written(`${head}${text}\n`));
    expect(error).toMatchObject({code: 'FILE_INVALID', exitCode: 2});
    expect((error.details['problems'] as {key: string}[]).map((problem) => problem.key)).toContain(key);
  });

  it.each(['cluster.yaml', 'cluster.json'])(
    'that has a name which nothing can have is refused, and not read without it: %s',
    async (name) => {
      const file = written('{"apiVersion": "muster/v1",\n "envs": {"a": {\n  "config": {"__proto__": "60"}}}}', name);
      const error = await failure(file);
      expect(error).toMatchObject({code: 'FILE_INVALID', exitCode: 2});
      expect(error.details['problems']).toMatchObject([{line: 3, key: 'envs.a.config.__proto__'}]);
    },
  );

  it('that grows without bound when its aliases are followed is refused', async () => {
    const levels = Array.from({length: 9}, (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`);
    const error = await failure(written(`${head}l0: &l0 [x]\n${levels.join('\n')}\n`));
    expect(error).toMatchObject({code: 'FILE_UNPARSABLE', exitCode: 2});
    expect(error.message).toContain('alias');
  });

  it('that is empty is refused', async () => {
    expect((await failure(written(''))).message).toMatch(/:1: the file has no value, and must be a map$/);
  });

  it('that does not exist, or is a folder, is refused', async () => {
    expect(await failure('/none/x.yaml')).toMatchObject({
      code: 'FILE_NOT_FOUND',
      exitCode: 2,
      message: 'The file /none/x.yaml cannot be read: it does not exist.',
    });
    expect(await failure(folder)).toMatchObject({
      code: 'FILE_UNREADABLE',
      message: `The file ${folder} cannot be read: it is a folder.`,
    });
  });
});

describe('other ways in', () => {
  const nodes =
    '{"kind":"org","name":"acme"}\n{"kind":"node","name":"a","connect":"local"}\n\n{"kind":"env","name":"prod","nodes":["a"],"apps":{"x":{"recipe":"web","version":"1"}}}\n';

  it('are lines of JSON, each one object', async () => {
    expect(await readTopologyFiles([written(nodes, 'cluster.ndjson')])).toMatchObject({
      org: 'acme',
      nodes: [{name: 'a'}],
      apps: [{name: 'x'}],
      envs: [{name: 'prod'}],
    });
    const file = written(
      '{"kind":"node","name":"a","connect":"local"}\n{"kind":"nod","name":"b"}\n{"kind":"node","name":"b","conect":"local"}',
      'bad.ndjson',
    );
    expect((await failure(file)).details['problems']).toMatchObject([
      {line: 2, message: 'kind must be one of org, group, workspace, node, app, env; did you mean "node"?'},
      {line: 3, message: 'unknown key "conect"; did you mean "connect"?'},
    ]);
  });

  it.each([
    ['YAML', `${head}nodes: {a: {connect: local}}`],
    ['JSON', '{"apiVersion": "muster/v1",\n"nodes": {"a": {"connect": "local"}}}'],
    ['NDJSON', nodes],
    ['YAML that begins like JSON', '{apiVersion: muster/v1, nodes: {a: {connect: local}}}'],
  ])('are %s on standard input', async (_, text) => {
    expect((await readTopologyFiles(['-'], Readable.from([text]))).nodes).toEqual([{name: 'a', connect: 'local'}]);
  });

  it('hold 10,000 nodes', async () => {
    const all = Object.fromEntries(
      Array.from({length: 10_000}, (_, index) => [`node-${index}`, {connect: `ssh://ops@10.0.${index >> 8}.${index & 255}`}]),
    );
    const file = written(JSON.stringify({apiVersion: 'muster/v1', nodes: all}), 'big.json');
    const began = performance.now();
    expect((await readTopologyFiles([file])).nodes).toHaveLength(10_000);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});

it('the schema of the file is published (update with --update)', async () => {
  await expect(
    `${JSON.stringify(toJSONSchema(topologySchema, {io: 'input', unrepresentable: 'any'}), null, 2)}\n`,
  ).toMatchFileSnapshot('../../../schemas/topology.schema.json');
});

describe('what was read', () => {
  const digestOf = async (...files: string[]) => (await readDeclaration(files)).digest;

  it('has the same digest as long as it declares the same', async () => {
    const one = written(`${head}org: Acme\n`);
    expect(await digestOf(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf(written(`${head}org: Acme\n`, 'other.yaml'))).toBe(await digestOf(one));
    expect(await digestOf(written(`${head}org: Acne\n`, 'other.yaml'))).not.toBe(await digestOf(one));
    expect(await digestOf(one, written(`${head}groups: [a]\n`, 'more.yaml'))).not.toBe(await digestOf(one));
  });

  it('has another one elsewhere, where paths lead to other recipes', async () => {
    mkdirSync(join(folder, 'elsewhere'), {recursive: true});
    const text = `${head}apps: {shop: {recipe: ./shop.yaml}}\n`;
    expect(await digestOf(written(text, 'elsewhere/cluster.yaml'))).not.toBe(await digestOf(written(text)));
  });
});

describe('an app that many environments name', () => {
  it('is told of each environment that says of it what the first does not', async () => {
    const env = (name: string, recipe: string) => `  ${name}: {apps: {shop: {recipe: ${recipe}, version: "1"}}}\n`;
    const envs = [env('a', 'web'), env('b', 'web'), env('c', 'new-api'), env('d', 'web'), env('e', 'new-api')];
    const {details} = await failure(written(`${head}envs:\n${envs.join('')}`));
    expect((details['problems'] as readonly {readonly line: number}[]).map(({line}) => line)).toEqual([5, 7]);
  });

  it('has the image that a later one names', async () => {
    const app = (more: string) => `{apps: {shop: {recipe: web, version: "1"${more}}}}`;
    const file = written(`${head}envs: {a: ${app('')}, b: ${app(', image: shop')}, c: ${app('')}}\n`);
    expect((await readTopologyFiles([file])).apps).toEqual([{name: 'shop', recipe: 'web', image: 'shop'}]);
  });
});
