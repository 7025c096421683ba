import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {listNames, type NameKind, type NameScope} from '../../src/core/use-cases/list-names.js';
import {createHarness, type Harness} from '../support/harness.js';
import {aTopology} from '../support/topology.js';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  const after = aTopology()
    .withOrg('acme')
    .withNode('web-10')
    .withNode('web-2', {connect: 'local'})
    .withNode('theirs', {org: 'acme'})
    .withEnv('prod', {nodes: ['web-2'], labels: {stage: 'production'}})
    .withEnv('test')
    .withEntry('a.com:80')
    .withEntry('b.com:80', {env: 'test'})
    .withService('db')
    .withService('db', {env: 'test', kind: 'redis'})
    .withApp('hello')
    .withApp('other')
    .withDeployment('hello')
    .withDeployment('other')
    .withInstance('hello', {node: 'web-2'})
    .withInstance('other', {node: 'web-2'})
    .withSecret('shared')
    .withSecret('of-hello', {app: 'hello'})
    .withSecret('of-other', {app: 'other'})
    .withConfig('TZ', 'UTC', {env: 'test'})
    .build();
  const sealed = after.secrets.map((secret) => ({
    ...secret,
    keyId: 'k',
    ciphertext: 'eA==',
    createdAt: harness.ports.clock.now(),
  }));
  await harness.store.change(() => ({commit: {after, sealed}, result: null}));
});
afterEach(() => harness.dispose());

const anywhere: NameScope = {org: 'default', env: null, app: null};
const names = async (kind: NameKind, scope: Partial<NameScope> = {}) =>
  (await listNames(harness.ports, kind, {...anywhere, ...scope})).map(({name}) => name);

describe('names', () => {
  it.each([
    ['org', {}, ['acme', 'default']],
    ['node', {}, ['web-10', 'web-2']],
    ['node', {org: 'acme'}, ['theirs']],
    ['env', {}, ['prod', 'test']],
    ['group', {}, ['default']],
    ['workspace', {}, ['default']],
    ['app', {}, ['hello', 'other']],
    ['entry', {}, ['a.com:80', 'b.com:80']],
    ['entry', {env: 'test'}, ['b.com:80']],
    ['service', {}, ['db']],
    ['instance', {app: 'other'}, ['other-slave-1']],
    ['secret', {}, ['of-hello', 'of-other', 'shared']],
    ['secret', {app: 'hello'}, ['of-hello', 'shared']],
    ['secret', {env: 'test'}, []],
    ['config', {env: 'test'}, ['TZ']],
    ['operation', {}, []],
    ['recipe', {}, ['new-api', 'web']],
  ] as const)('of kind %s in %j are %j', async (kind, scope, expected) => {
    expect(await names(kind, scope)).toEqual(expected);
  });

  it('are told from each other by a few words, and those that are one by all of theirs', async () => {
    expect(await listNames(harness.ports, 'service', anywhere)).toEqual([
      {name: 'db', about: 'mysql in env prod, redis in env test'},
    ]);
    expect(await listNames(harness.ports, 'env', anywhere)).toEqual([
      {name: 'prod', about: 'stage=production'},
      {name: 'test', about: ''},
    ]);
  });
});
