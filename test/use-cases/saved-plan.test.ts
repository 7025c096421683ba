import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {DeclaredDeployment, DeclaredTopology} from '../../src/core/domain/declaration.js';
import type {ChangeOptions} from '../../src/core/use-cases/cluster-change.js';
import {changeTopology} from '../../src/core/use-cases/change-topology.js';
import {withRecord} from '../../src/core/domain/collections.js';
import {applySavedPlan, planToSave, type SavedPlan} from '../../src/core/use-cases/saved-plan.js';
import {setSecret} from '../../src/core/use-cases/set-secret.js';
import {createHarness, type Harness} from '../support/harness.js';
import {failureOf} from '../support/hello-harness.js';
import {aTopology} from '../support/topology.js';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.seed(
    aTopology()
      .withNode('web-1', {connect: 'local', address: '127.0.0.1'})
      .withNode('web-2')
      .withEnv('prod', {nodes: ['web-1']}),
  );
  writeRecipe();
});
afterEach(() => harness.dispose());

const recipePath = () => join(harness.directory, 'shop.yaml');

function writeRecipe(change: {readonly env?: string; readonly role?: string; readonly health?: string} = {}): void {
  writeFileSync(
    recipePath(),
    [
      'name: shop',
      'description: A shop',
      'image: shop',
      'ports: {http: 8080}',
      'routes: [{path: /, port: http}]',
      `health: {port: http, path: ${change.health ?? '/healthz'}}`,
      'roles:',
      '  master: {count: 1}',
      '  slave: {}',
      ...(change.role ? [`  ${change.role}: {}`] : []),
      'env:',
      '  COLOR: blue',
      ...(change.env ? [`  ${change.env}`] : []),
      'secrets:',
      '  SESSION_SECRET: {generate: 32}',
      '',
    ].join('\n'),
  );
}

const declaring = (deployment: Partial<DeclaredDeployment> = {}): DeclaredTopology => ({
  org: 'default',
  groups: [],
  workspaces: [],
  nodes: [],
  apps: [{name: 'shop', recipe: recipePath()}],
  envs: [
    {
      name: 'prod',
      nodes: [{node: 'web-1'}],
      entries: [{address: ':8088', backup: false, path: '/'}],
      services: [],
      config: {},
      deployments: [{app: 'shop', version: '1.0.0', roles: {slave: 2}, weights: {}, config: {LEVEL: 'info'}, ...deployment}],
    },
  ],
});

/** As a file keeps it. */
const save = async (declared = declaring()): Promise<SavedPlan> =>
  JSON.parse(JSON.stringify((await planToSave(harness.ports, {declared, prune: false}, harness.options())).saved)) as SavedPlan;
const apply = (saved: SavedPlan, options: Partial<ChangeOptions> = {}) =>
  applySavedPlan(harness.ports, saved, harness.options(options));
const edit = (change: Parameters<typeof changeTopology>[1]['edit']) =>
  changeTopology(harness.ports, {org: 'default', envs: [], edit: change}, {dryRun: false});

/** What the refusal says that differs; nothing was done. */
async function differences(saved: SavedPlan): Promise<readonly string[]> {
  const before = {topology: await harness.topology(), effects: harness.engine.effects.length};
  const failure = await failureOf(apply(saved));
  expect(failure).toMatchObject({code: 'PLAN_STALE', exitCode: 5, hint: 'Make a new one: muster test'});
  expect({topology: await harness.topology(), effects: harness.engine.effects.length}).toEqual(before);
  return failure.details['differences'] as string[];
}

describe('a saved plan', () => {
  it('is done as it was shown', async () => {
    const saved = await save();
    const {plan, changed} = await apply(saved);
    expect(changed).toBe(true);
    expect(plan).toEqual(saved.work.plan);
    expect(harness.running()).toEqual(['shop-master-1', 'shop-slave-1', 'shop-slave-2']);
  });

  it.each([
    ['a role is added', {role: 'worker'}, 'roles worker: none → '],
    ['a variable is added', {env: 'SIZE: big'}, 'env SIZE: none → big'],
    ['the health check is another', {health: '/ready'}, 'health path: /healthz → /ready'],
  ])('is stale when its recipe was edited: %s', async (_, change, told) => {
    const saved = await save();
    writeRecipe(change);
    expect((await differences(saved)).join('\n')).toContain(`recipe ${recipePath()}: ${told}`);
  });

  it('needs no file but itself', async () => {
    const saved = await save();
    const elsewhere = JSON.parse(JSON.stringify(saved).replaceAll(recipePath(), '/nowhere/shop.yaml')) as SavedPlan;
    await apply(elsewhere);
    expect(harness.running()).toHaveLength(3);
  });

  it('is stale when it was done before', async () => {
    const saved = await save();
    await apply(saved);
    expect(await differences(saved)).toContain('start instance shop-slave-1 of shop in prod on web-1: no longer to be done');
  });

  it('is stale when the config of what it starts was changed', async () => {
    await apply(await save());
    const saved = await save(declaring({version: '1.1.0'}));
    const scope = {org: 'default', env: 'prod', app: 'shop'};
    await edit((before) => withRecord(before, 'configs', {...scope, key: 'EXTRA', value: 'yes'}));
    expect((await differences(saved)).join('\n')).toContain('environment EXTRA: none → yes');
  });

  it('is stale when a secret has another version, and shows none of it', async () => {
    await apply(await save());
    const saved = await save(declaring({version: '1.1.0'}));
    const secret = {org: 'default', env: 'prod', app: 'shop', name: 'session-secret'};
    await setSecret(harness.ports, {secret, value: 'hunter2-hunter2-hunter2'}, {dryRun: false});
    const told = (await differences(saved)).join('\n');
    expect(told).toContain('environment SESSION_SECRET 1 secret version: 1 → 2');
    expect(told).not.toContain('hunter2');
  });

  it('is stale when the version means another image by now', async () => {
    const saved = await save();
    harness.engine.images.set('shop:1.0.0', `sha256:${'9'.repeat(64)}`);
    expect((await differences(saved)).join('\n')).toMatch(/imageId: sha256:.* → sha256:9{64}/);
  });

  it('shows what has to be pulled, pulls that, and runs it', async () => {
    const id = `sha256:${'7'.repeat(64)}`;
    harness.engine.images.set('shop:1.0.0', null);
    harness.engine.registry.set('shop:1.0.0', id);
    const saved = await save();
    expect(harness.engine.effects).toEqual([]);
    expect(saved.work.plan.stages[0]).toMatchObject({title: 'Pull images', steps: [{kind: 'pull-image', image: 'shop:1.0.0'}]});
    await apply(saved);
    expect(harness.engine.containers.filter(({kind}) => kind === 'instance').map(({image}) => image)).toEqual([id, id, id]);
    expect((await harness.topology()).deployments[0]?.imageId).toBe(id);
  });

  it('is stale when instances would be placed elsewhere', async () => {
    const saved = await save();
    await edit((before) => withRecord(before, 'memberships', {org: 'default', env: 'prod', node: 'web-2', weight: null}));
    expect((await differences(saved)).join('\n')).toContain('on web-2: to be done besides');
  });

  it('is stale when a host port was taken meanwhile', async () => {
    const saved = await save();
    const [instance] = saved.work.records.instances ?? [];
    harness.listening.add(Object.values((instance?.after as {ports: Record<string, number>}).ports)[0] as number);
    expect((await differences(saved)).join('\n')).toContain('hostPort: ');
  });

  it('is stale when a container was lost, even between the first look and the locks', async () => {
    await apply(await save());
    const saved = await save(declaring({version: '1.1.0'}));
    let looks = 0;
    harness.engine.failWhen(({method}) => {
      if (method === 'observe' && (looks += 1) === 2) harness.engine.lose('web-1', 'shop-slave-2');
      return null;
    });
    expect(await failureOf(apply(saved))).toMatchObject({code: 'PLAN_STALE'});
    expect(await harness.store.readLeases()).toEqual([]);
  });

  it('is not stale for what changed elsewhere', async () => {
    const saved = await save();
    await edit((before) => withRecord(before, 'envs', {org: 'default', name: 'other', workspace: 'default', labels: {}}));
    expect(await apply(saved)).toMatchObject({changed: true});
  });

  it('of another store is none here', async () => {
    const saved = await save();
    expect(await failureOf(apply({...saved, founder: 'e'.repeat(32)}))).toMatchObject({code: 'PLAN_FOREIGN', exitCode: 2});
  });

  it('holds no value of a secret', async () => {
    await apply(await save());
    const secret = {org: 'default', env: 'prod', app: 'shop', name: 'session-secret'};
    await setSecret(harness.ports, {secret, value: 'hunter2-hunter2-hunter2'}, {dryRun: false});
    expect(JSON.stringify(await save(declaring({version: '1.1.0'})))).not.toContain('hunter2');
  });
});
