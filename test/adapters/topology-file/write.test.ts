import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {readTopologyFiles} from '../../../src/adapters/topology-file/read.js';
import {writeTopology} from '../../../src/adapters/topology-file/write.js';
import {withDeclaration} from '../../../src/core/domain/changes/with-declaration.js';
import {declareTopology} from '../../../src/core/domain/declare-topology.js';
import {type Topology} from '../../../src/core/domain/model.js';
import {aRecipe, aTopology} from '../../support/topology.js';
import {labelValue} from '../../../src/core/domain/values/kinds.js';

const folder = mkdtempSync(join(tmpdir(), 'export-'));

/** Legal topologies: names that differ, references that hold, addresses in their one spelling. */
const text = fc.oneof(
  fc.string({minLength: 1}),
  fc.constantFrom('60', 'true', 'null', '~', '1.10', '0x1f', 'a: b', '# x', "it's", '$HOME', ' x ', '[', 'é', 'line\nbreak'),
);
const line = text.filter((value) => 'ok' in labelValue.read(value));
const label = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), line, {maxKeys: 3});
const weight = fc.option(fc.integer({min: 0, max: 256}), {nil: null});
const config = fc.dictionary(fc.stringMatching(/^[A-Z_]{1,8}$/), text, {maxKeys: 3});

const arbitraryLegal = fc
  .record({
    labels: label,
    workspace: fc.constantFrom('default', 'shop'),
    weights: fc.tuple(weight, weight),
    config,
    appConfig: config,
    slaves: fc.nat(5),
    roleWeights: fc.dictionary(fc.constantFrom('master', 'slave'), fc.nat(256)),
    balance: fc.constantFrom('round-robin' as const, 'ip-hash' as const),
    version: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}$/),
    image: fc.option(fc.constant('registry.internal:5000/x'), {nil: null}),
    cpu: fc.integer({min: 1, max: 64}),
    memoryMib: fc.integer({min: 1, max: 1_000_000}),
    group: fc.constantFrom('default', 'east'),
  })
  .map((it): Topology => {
    const started = aTopology()
      .withNode('web-1', {connect: 'local', address: '10.0.0.1', weight: it.weights[0], labels: it.labels, group: it.group})
      .withNode('web-2', {capacity: {cpu: it.cpu, memoryMib: it.memoryMib}})
      .withEnv('prod', {labels: it.labels, workspace: it.workspace})
      .withEnv('test')
      .withMember('web-1')
      .withMember('web-2', {weight: it.weights[1]})
      .withEntry('company.com:80')
      .withEntry(':8080', {backup: true, position: 1})
      .withEntry('[::1]:81', {app: 'hello', path: '/shop', position: 2})
      .withService('cache', {kind: 'redis', managed: {node: 'web-1', image: 'redis:8'}, passwordSecret: 'cache-password'})
      .withService('db', {passwordSecret: 'db-password'})
      .withApp('hello', {image: it.image})
      .withDeployment('hello', {
        version: it.version,
        roles: {master: 1, slave: it.slaves},
        balance: it.balance,
        weights: it.roleWeights,
      });
    const configured = Object.entries(it.config).reduce((built, [key, value]) => built.withConfig(key, value), started);
    return Object.entries(it.appConfig)
      .reduce((built, [key, value]) => built.withConfig(key, value, {app: 'hello'}), configured)
      .build();
  });

function sorted(topology: Topology): Topology {
  return Object.fromEntries(
    Object.entries(topology).map(([collection, rows]) => [
      collection,
      [...(rows as object[])].map((row) => JSON.stringify(row, Object.keys(row).sort())).sort(),
    ]),
  ) as unknown as Topology;
}

describe('an exported topology', () => {
  it.each(['yaml', 'json'] as const)('read again as %s is the same', async (format) => {
    await fc.assert(
      fc.asyncProperty(arbitraryLegal, async (topology) => {
        const declared = declareTopology(topology, 'default');
        const file = join(folder, `export.${format}`);
        writeFileSync(file, writeTopology(declared, format));
        const read = await readTopologyFiles([file]);
        expect(read).toEqual(declared);
        const rebuilt = withDeclaration(aTopology().build(), {
          declared: read,
          recipes: new Map([['web', aRecipe()]]),
          prune: true,
        });
        expect(sorted(rebuilt)).toEqual(sorted(topology));
      }),
      {numRuns: 100},
    );
  });

  it('looks like what people write, and has names of secrets alone', () => {
    const topology = aTopology()
      .withNode('web-1', {connect: 'local', address: '127.0.0.1'})
      .withEnv('demo', {nodes: ['web-1']})
      .withEntry(':8088', {env: 'demo'})
      .withService('db', {env: 'demo', passwordSecret: 'db-password'})
      .withSecret('db-password', {env: 'demo'})
      .withApp('hello', {image: 'muster-hello'})
      .withDeployment('hello', {env: 'demo', version: '1.0'})
      .withConfig('SYNC', '60', {env: 'demo', app: 'hello'});
    expect(writeTopology(declareTopology(topology.build(), 'default'), 'yaml')).toBe(`apiVersion: muster/v1
org: default
nodes:
  web-1:
    connect: local
    address: 127.0.0.1
envs:
  demo:
    nodes:
      - web-1
    entries:
      - :8088
    services:
      db:
        kind: mysql
        url: mysql://api@db.internal/api
        password:
          secret: db-password
    apps:
      hello:
        recipe: web
        version: "1.0"
        image: muster-hello
        slaves: 2
        balance: round-robin
        config:
          SYNC: "60"
`);
  });
});
