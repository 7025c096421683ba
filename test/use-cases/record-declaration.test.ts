import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {firstTopology} from '../../src/core/domain/changes/with-org.js';
import type {DeclaredTopology} from '../../src/core/domain/declaration.js';
import type {Ports} from '../../src/core/ports/index.js';
import type {Store} from '../../src/core/ports/store.js';
import {addNode} from '../../src/core/use-cases/add-node.js';
import {acquireLock} from '../../src/core/use-cases/locks.js';
import {recordDeclaration} from '../../src/core/use-cases/record-declaration.js';
import {createHarness, installation, type Harness} from '../support/harness.js';
import {failureOf} from '../support/hello-harness.js';

const declared: DeclaredTopology = {
  org: 'default',
  groups: [],
  workspaces: [],
  nodes: ['a', 'b'].map((name) => ({name, connect: `ssh://ops@${name}`})),
  apps: [{name: 'shop', recipe: 'web'}],
  envs: [
    {
      name: 'prod',
      nodes: [{node: 'a'}, {node: 'b'}],
      entries: [{address: 'shop.example.com', backup: false, app: 'shop', path: '/'}],
      services: [],
      config: {},
      deployments: [{app: 'shop', version: '1', roles: {slave: 1}, weights: {}, config: {}}],
    },
  ],
};

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.seed(firstTopology(installation));
});
afterEach(() => harness.dispose());

/** Records, and tells whether anything changed and whether the topology was read for it. */
async function record({digest = 'd', dryRun = false, ports = harness.ports} = {}) {
  let isRead = false;
  const {changed, plan} = await recordDeclaration(
    watching(ports, () => (isRead = true)),
    declared,
    {dryRun, digest},
  );
  return {changed, isRead, lines: [...plan.changes].length};
}

function watching(ports: Ports, onRead: () => void): Ports {
  const watched = (store: Store) =>
    new Proxy(store, {
      get: (target, name) => {
        if (name === 'readTopology' || name === 'change') onRead();
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  return {...ports, clock: ports.clock, hosts: ports.hosts, store: async () => watched(await harness.ports.store())};
}

describe('a declaration that is recorded again', () => {
  it('changes nothing, for which the topology is not read', async () => {
    expect(await record()).toMatchObject({changed: true, isRead: true});
    expect(await record()).toEqual({changed: false, isRead: false, lines: 0});
    expect(await record({dryRun: true})).toEqual({changed: false, isRead: false, lines: 0});
  });

  it('is looked at where it is made of anything else, by another program or from another file', async () => {
    await record();
    expect(await record({digest: 'e'})).toEqual({changed: false, isRead: true, lines: 0});
    expect(await record({digest: 'e'})).toMatchObject({isRead: false});
    expect(await record()).toMatchObject({isRead: false});
  });

  it('is looked at once the topology is another one, and makes good what was undone', async () => {
    await record();
    await addNode(harness.ports, {org: 'default', name: 'c', connect: 'ssh://ops@c'}, {dryRun: false});
    expect(await record({dryRun: true})).toEqual({changed: false, isRead: true, lines: 0});
    expect(await record()).toEqual({changed: false, isRead: true, lines: 0});
    expect(await record()).toMatchObject({isRead: false});
    const [first, ...others] = (await harness.topology()).entries;
    await harness.seed({...(await harness.topology()), entries: others});
    expect(await record()).toEqual({changed: true, isRead: true, lines: 1});
    expect((await harness.topology()).entries).toEqual([first]);
  });

  it('is read again when its recipe says something else', async () => {
    await record();
    const ports: Ports = {
      ...harness.ports,
      clock: harness.ports.clock,
      hosts: harness.ports.hosts,
      async recipes() {
        const recipes = await harness.ports.recipes();
        return {...recipes, list: () => recipes.list(), read: async (name) => ({...(await recipes.read(name)), stopGraceMs: 1})};
      },
    };
    expect(await record({ports})).toMatchObject({changed: true, isRead: true});
    expect(await record()).toMatchObject({changed: true, isRead: true});
  });

  it('is refused where somebody has locked the environment', async () => {
    await record();
    const bob = await harness.another({pid: 2, actor: 'bob', sharing: harness});
    await acquireLock(bob.ports, {org: 'default', env: 'prod', reason: 'audit'}, {dryRun: false});
    expect(await failureOf(record())).toMatchObject({exitCode: 5});
  });

  it('is told by the last eight, each with what it led to', async () => {
    for (let number = 1; number <= 9; number += 1) await record({digest: `${number}`});
    expect(await record({digest: '2'})).toMatchObject({isRead: false});
    expect(await record({digest: '1'})).toMatchObject({isRead: true});
  });
});
