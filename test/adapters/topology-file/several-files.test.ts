import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {readTopologyFiles} from '../../../src/adapters/topology-file/read.js';
import type {Failure} from '../../../src/core/domain/errors.js';
import {checkDeclaredVersions} from '../../../src/core/domain/rules/one-version.js';

const folder = mkdtempSync(join(tmpdir(), 'several-'));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const yaml = (name: string, text: string) => written(name, `apiVersion: muster/v1\n${text}\n`);
const files = (a: string, b: string) => [yaml('a.yaml', a), yaml('b.yaml', b)];
const env = (text: string) => `envs:\n  prod:\n    ${text}`;
const node = (text: string) => `nodes:\n  web-1:\n    ${text}`;

async function failure(named: readonly string[]): Promise<Failure> {
  return readTopologyFiles(named).then(
    () => expect.unreachable('it was read'),
    (error: unknown) => error as Failure,
  );
}

describe('several files', () => {
  it('add to what each other says of a thing', async () => {
    const declared = await readTopologyFiles(
      files(
        `org: acme\n${node('{connect: local, labels: {rack: a}, capacity: {cpu: 4}}')}\n` +
          env(
            '{labels: {x: 1}, nodes: [web-1], entries: [":80"], config: {A: 1}, services: {db: {kind: mysql, url: "mysql://db/x"}}}',
          ),
        `${node('{connect: local, weight: 3, labels: {row: "2"}, capacity: {memory: 1GiB}}')}\n` +
          env(
            '{labels: {y: 2}, nodes: [{node: web-1, weight: 1}], entries: [":80", ":81"], config: {B: 2}, services: {db: {kind: mysql, url: "mysql://db/x", password: {secret: p}}}}',
          ),
      ),
    );
    expect(declared).toMatchObject({
      org: 'acme',
      nodes: [{name: 'web-1', weight: 3, labels: {rack: 'a', row: '2'}, capacity: {cpu: 4, memoryMib: 1024}}],
      envs: [
        {
          labels: {x: '1', y: '2'},
          nodes: [{node: 'web-1', weight: 1}],
          entries: [{address: ':80'}, {address: ':81'}],
          config: {A: '1', B: '2'},
          services: [{url: 'mysql://db/x', passwordSecret: 'p'}],
        },
      ],
    });
  });

  it('may say the same twice', async () => {
    const text = `${node('{connect: local, capacity: {memory: 1GiB}}')}\n${env('{nodes: [web-1], entries: [a.com]}')}`;
    expect(await readTopologyFiles(files(text, text))).toEqual(await readTopologyFiles([yaml('a.yaml', text)]));
    expect(await readTopologyFiles(files(env('{entries: [A.com]}'), env('{entries: ["http://a.com/"]}')))).toMatchObject({
      envs: [{entries: [{address: 'A.com'}]}],
    });
  });

  it.each([
    ['a node', node('connect: local'), node('connect: ssh://ops@a'), 4, 'nodes.web-1.connect', '"ssh://ops@a" here and "local"'],
    [
      'memory',
      node('{connect: local, capacity: {memory: 1GiB}}'),
      node('{connect: local, capacity: {memory: 2GiB}}'),
      4,
      'nodes.web-1.capacity.memory',
      '2048 here and 1024',
    ],
    [
      'a label of a node',
      node('{connect: local, labels: {rack: a}}'),
      node('{connect: local, labels: {rack: b}}'),
      4,
      'nodes.web-1.labels.rack',
      '"b" here and "a"',
    ],
    [
      'a label',
      env('labels: {stage: test}'),
      env('labels: {stage: prod}'),
      4,
      'envs.prod.labels.stage',
      '"prod" here and "test"',
    ],
    ['a workspace', env('workspace: a'), env('workspace: b'), 4, 'envs.prod.workspace', '"b" here and "a"'],
    ['config', env('config: {TZ: UTC}'), env('config:\n      TZ: CET'), 5, 'envs.prod.config.TZ', '"CET" here and "UTC"'],
    [
      'a weight',
      env('nodes: [{node: web-1, weight: 1}]'),
      env('nodes: [other, {node: Web-1, weight: 2}]'),
      4,
      'envs.prod.nodes[1].weight',
      '2 here and 1',
    ],
    [
      'an entry',
      env('entries: [a.com]'),
      env('entries: [{address: "A.com:80", backup: true}]'),
      4,
      'envs.prod.entries[0].backup',
      'true here and false',
    ],
    [
      'the app of an entry',
      env('entries: [{address: a.com, app: x}]'),
      env('entries: [{address: a.com, app: y}]'),
      4,
      'envs.prod.entries[0].app',
      '"y" here and "x"',
    ],
    [
      'a service',
      env('services: {db: {kind: mysql, url: "mysql://a/x"}}'),
      env('services: {db: {kind: mysql, url: "mysql://b/x"}}'),
      4,
      'envs.prod.services.db.url',
      '"mysql://b/x" here and "mysql://a/x"',
    ],
    [
      'a password',
      env('services: {db: {kind: mysql, url: "mysql://a/x", password: {secret: a}}}'),
      env('services: {db: {kind: mysql, url: "mysql://a/x", password: {secret: b}}}'),
      4,
      'envs.prod.services.db.password',
      '"b" here and "a"',
    ],
    [
      'what runs a service',
      env('services: {db: {kind: mysql, url: "mysql://a/x"}}'),
      env('services: {db: {kind: mysql, managed: {node: web-1}}}'),
      4,
      'envs.prod.services.db.managed',
      '{"node":"web-1","image":null} here and "mysql://a/x"',
    ],
    [
      'the number of slaves',
      env('apps: {x: {recipe: web, version: 1, slaves: 1}}'),
      env('apps: {x: {recipe: web, version: 1, slaves: 2}}'),
      4,
      'envs.prod.apps.x.slaves',
      '2 here and 1',
    ],
    [
      'the state of an app',
      env('apps: {x: {recipe: web, version: 1, state: running}}'),
      env('apps: {x: {recipe: web, version: 1, state: stopped}}'),
      4,
      'envs.prod.apps.x.state',
      '"stopped" here and "running"',
    ],
    [
      'config of an app',
      env('apps: {x: {recipe: web, version: 1, config: {A: 1}}}'),
      env('apps: {x: {recipe: web, version: 1, config: {A: 2}}}'),
      4,
      'envs.prod.apps.x.config.A',
      '"2" here and "1"',
    ],
    [
      'config of an app that is not deployed',
      env('appConfig: {x: {A: 1}}'),
      env('appConfig: {x: {A: 2}}'),
      4,
      'envs.prod.appConfig.x.A',
      '"2" here and "1"',
    ],
    [
      'a recipe',
      env('apps: {x: {recipe: web, version: 1}}'),
      env('apps: {x: {recipe: other, version: 1}}'),
      4,
      'envs.prod.apps.x.recipe',
      '"other" here and "web"',
    ],
    [
      'an app by itself',
      env('apps: {x: {recipe: web, version: 1, image: a}}'),
      'apps: {x: {recipe: web, image: b}}',
      2,
      'apps.x.image',
      '"b" here and "a"',
    ],
    ['an org', 'org: a', 'org: b', 2, 'org', '"b" here and "a"'],
  ])('that differ in %s are refused, with both places', async (_, earlier, later, line, key, values) => {
    const [first = '', second = ''] = files(earlier, later);
    const error = await failure([first, second]);
    const other = earlier.startsWith('org') ? 2 : 4;
    const message = `${key} is ${values} at ${first}:${other}`;
    expect(error).toMatchObject({code: 'DECLARED_TWICE', exitCode: 2, message: `${second}:${line}: ${message}`});
    expect(error.details['problems']).toMatchObject([{file: second, line, key, message, other: {file: first, line: other}}]);
    await readTopologyFiles([first]);
    await readTopologyFiles([second]);
  });

  it('tell every conflict, each with the file that said it first', async () => {
    const named = [
      yaml('a.yaml', node('connect: local')),
      yaml('b.yaml', node('{connect: local, zone: a}')),
      yaml('c.yaml', node('{connect: tcp://a:1, zone: b}')),
    ];
    const error = await failure(named);
    expect(error.message).toBe(
      `${named[2]}:4: nodes.web-1.connect is "tcp://a:1" here and "local" at ${named[0]}:4 (and 1 more problem)`,
    );
    expect(error.details['problems']).toMatchObject([
      {file: named[2], key: 'nodes.web-1.connect', other: {file: named[0]}},
      {file: named[2], key: 'nodes.web-1.zone', other: {file: named[1]}},
    ]);
  });

  it('of JSON and of lines of JSON are told by their lines too', async () => {
    const json = written('a.json', '{"apiVersion": "muster/v1",\n"nodes": {"web-1": {"connect": "local"}}}');
    const lines = written(
      'b.ndjson',
      '{"kind":"node","name":"other","connect":"tcp://b:1"}\n{"kind":"node","name":"web-1","connect":"tcp://a:1"}\n',
    );
    expect((await failure([json, lines])).message).toBe(`${lines}:2: connect is "tcp://a:1" here and "local" at ${json}:2`);
    const twice = written(
      'c.ndjson',
      '{"kind":"env","name":"prod","workspace":"a"}\n{"kind":"env","name":"prod","workspace":"b"}\n',
    );
    expect((await failure([twice])).message).toBe(`${twice}:2: workspace is "b" here and "a" at ${twice}:1`);
  });

  it('merge one version of an app, and keep two for the rule to refuse', async () => {
    const app = (more: string) => env(`apps: {a: {recipe: web, ${more}}}`);
    const same = await readTopologyFiles(files(app('version: 1, slaves: 2'), app('version: 1, balance: ip-hash')));
    expect(same.envs[0]?.deployments).toMatchObject([{version: '1', roles: {slave: 2}, balance: 'ip-hash'}]);
    const two = await readTopologyFiles(files(app('version: 1'), app('version: 2')));
    const [first, second] = two.envs[0]!.deployments.map(({place}) => place);
    expect(first).toMatch(/\.yaml:\d+$/);
    expect(second).not.toBe(first);
    expect(checkDeclaredVersions(two)).toMatchObject([
      {
        code: 'ONE_VERSION',
        message: expect.stringContaining(`with versions 1 (${first}) and 2 (${second});`),
        details: {versions: ['1', '2'], places: {'1': first, '2': second}},
      },
    ]);
  });
});

describe('one file', () => {
  it.each([
    ['entries: [a.com, {address: "A.com:80", backup: true}]', 'entries[1]', 'entries[0]'],
    ['nodes: [a, {node: A, weight: 2}]', 'nodes[1]', 'nodes[0]'],
  ])('may not say of one thing two things in %s', async (text, key) => {
    const file = yaml('one.yaml', env(text));
    expect(await failure([file])).toMatchObject({
      code: 'FILE_INVALID',
      message: `${file}:4: envs.prod.${key} says again what ${file}:4 says, and says it differently`,
    });
  });

  it('has one recipe and one image for an app in all of its environments', async () => {
    const file = yaml(
      'one.yaml',
      'envs:\n  a:\n    apps: {x: {recipe: web, version: 1}}\n  b:\n    apps: {x: {recipe: web, version: 2, image: a}}\n  c:\n    apps: {x: {recipe: web, version: 2, image: b}}',
    );
    expect((await failure([file])).message).toBe(`${file}:8: envs.c.apps.x.image is "b" here and "a" at ${file}:6`);
  });

  it('says config of an app under the app where it is deployed', async () => {
    const file = yaml('one.yaml', env('{apps: {x: {recipe: web, version: 1}}, appConfig: {X: {A: 1}}}'));
    expect((await failure([file])).message).toBe(
      `${file}:4: envs.prod.appConfig.X is of an app that is deployed here: say it under apps`,
    );
  });
});
