import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {DeclaredTopology} from '../../src/core/domain/declaration.js';
import type {Node} from '../../src/core/domain/model.js';
import {addNode} from '../../src/core/use-cases/add-node.js';
import {applyDeclaration} from '../../src/core/use-cases/apply-declaration.js';
import {setConfig} from '../../src/core/use-cases/configs.js';
import {diffDeclaration} from '../../src/core/use-cases/declared-changes.js';
import {addEntry} from '../../src/core/use-cases/entries.js';
import {expectHere} from '../../src/core/use-cases/expect-here.js';
import {listApps, narrowApps} from '../../src/core/use-cases/list-apps.js';
import {listNodes} from '../../src/core/use-cases/list-nodes.js';
import {narrowToSight} from '../../src/core/use-cases/narrow-to-sight.js';
import {restartApp} from '../../src/core/use-cases/restart-app.js';
import {reloadProxies} from '../../src/core/use-cases/read-proxies.js';
import {readStatus} from '../../src/core/use-cases/read-status.js';
import {resumeOperation} from '../../src/core/use-cases/resume-operation.js';
import {checkNodes} from '../../src/core/use-cases/check-nodes.js';
import {createHarness, type Harness, type HarnessProcess} from '../support/harness.js';
import {deployHello, failureOf, hello, helloTopology} from '../support/hello-harness.js';

const org = 'default';
const wet = {dryRun: false};
const refused = {code: 'ISOLATION', exitCode: 3, hint: 'Act for it: muster cluster switch DEFAULT.'};
/** `DEFAULT` has env `prod` on `web-1`, `SERVER01` has env `lab` on `lab-1`; nobody looks after `stray`. */
const divided = helloTopology()
  .withGroup('lab')
  .withWorkspace('lab')
  .withNode('lab-1', {group: 'lab'})
  .withEnv('lab', {workspace: 'lab', nodes: ['lab-1']})
  .withCluster('SERVER01')
  .withNode('stray', {group: 'nobodys'})
  .build();
let first: Harness;
let second: HarnessProcess;
beforeEach(async () => {
  first = await createHarness();
  await first.seed({
    ...divided,
    groups: divided.groups.map((group) => (group.name === 'lab' ? {...group, cluster: 'SERVER01'} : group)),
    workspaces: divided.workspaces.map((row) => (row.name === 'lab' ? {...row, cluster: 'SERVER01'} : row)),
  });
  second = await first.another({pid: 2, installation: '1'.repeat(32), sharing: first});
});
afterEach(() => first.dispose());

const entry = (env: string) => ({org, env, address: 'test.com', backup: false, app: null, path: '/'});

describe('what another cluster looks after', () => {
  it('is not changed: node, entry, config', async () => {
    const node = {org, name: 'web-2', connect: 'ssh://ops@web-2', group: 'default'};
    expect(await failureOf(addNode(second.ports, node, wet))).toMatchObject(refused);
    expect(await failureOf(addEntry(second.ports, entry('prod'), second.options()))).toMatchObject(refused);
    const scope = {org, env: 'prod', app: null};
    expect(await failureOf(setConfig(second.ports, {scope, values: {TZ: 'UTC'}}, wet))).toMatchObject(refused);
    expect(await failureOf(setConfig(second.ports, {scope, values: {TZ: 'UTC'}}, {dryRun: true}))).toMatchObject(refused);
  });

  it('is changed by its own, and by whoever acts for it', async () => {
    expect(await addEntry(second.ports, entry('lab'), second.options())).toMatchObject({outcome: {changed: true}});
    const acting = await first.another({pid: 3, installation: '2'.repeat(32), cluster: 'default', sharing: first});
    const scope = {org, env: 'prod', app: null};
    expect(await setConfig(acting.ports, {scope, values: {TZ: 'UTC'}}, wet)).toMatchObject({changed: true});
    const gone = await first.another({pid: 4, cluster: 'GONE', sharing: first});
    expect(await failureOf(setConfig(gone.ports, {scope, values: {TZ: 'CET'}}, wet))).toMatchObject({code: 'ISOLATION'});
  });

  it('is not moved: no deployment, no restart, no drift that is mended, no balancer that is reloaded', async () => {
    expect(await failureOf(deployHello(second))).toMatchObject(refused);
    await deployHello(first);
    expect(await failureOf(deployHello(second))).toMatchObject(refused);
    expect(await failureOf(restartApp(second.ports, hello, second.options()))).toMatchObject(refused);
    const reloading = (node: string | null) => reloadProxies(second.ports, {org, node}, wet);
    expect(await failureOf(reloading('web-1'))).toMatchObject(refused);
    expect(await reloading(null)).toEqual([]);
    expect(first.running()).toHaveLength(3);
  });

  it('is not resumed', async () => {
    await deployHello(first);
    const [operation] = await first.store.readOperations();
    await first.store.setOperationState({id: operation?.id ?? '', state: 'failed', endedAt: null}, []);
    expect(await failureOf(resumeOperation(second.ports, null, second.options()))).toMatchObject(refused);
  });

  it('is not applied from a file, and told beforehand', async () => {
    const declared: DeclaredTopology = {
      org,
      groups: [],
      workspaces: ['fresh'],
      nodes: [{name: 'web-1', connect: 'local', weight: 7}],
      apps: [],
      envs: [],
    };
    expect(await failureOf(applyDeclaration(second.ports, {declared, prune: false}, second.options()))).toMatchObject(refused);
    const difference = await diffDeclaration(second.ports, {declared, prune: false});
    expect(difference.violations).toMatchObject([{code: 'ISOLATION', details: {touched: ['node web-1']}}]);
    const own = {...declared, nodes: []};
    await applyDeclaration(second.ports, {declared: own, prune: false}, second.options());
    expect((await first.topology()).workspaces.find(({name}) => name === 'fresh')).toMatchObject({cluster: 'SERVER01'});
  });
});

describe('a local node', () => {
  it('is the machine of the installation that looks after it, and of no other', async () => {
    const node = (await first.topology()).nodes.find(({name}) => name === 'web-1') as Node;
    await expectHere(second.ports, node); // A file of one machine cannot be elsewhere.
    Object.defineProperty(first.store, 'shared', {value: true});
    await expectHere(first.ports, node);
    expect(await failureOf(expectHere(second.ports, node))).toMatchObject({
      code: 'NODE_ELSEWHERE',
      exitCode: 7,
      hint: expect.stringContaining('--connect ssh://USER@HOST'),
    });
  });
});

describe('a list', () => {
  const nodes = async (process: HarnessProcess) => {
    const {rows, hidden, cluster} = await narrowToSight(process.ports, 'node', await listNodes(process.ports, {org, env: null}));
    return {names: rows.map(({name}) => name), hidden, cluster};
  };

  it('shows what the cluster looks after and what nobody does, and counts the rest', async () => {
    expect(await nodes(first)).toEqual({names: ['stray', 'web-1'], hidden: 1, cluster: 'DEFAULT'});
    expect(await nodes(second)).toEqual({names: ['lab-1', 'stray'], hidden: 1, cluster: 'SERVER01'});
  });

  it('shows everything to an installation that has joined none, and refuses a cluster that is not there', async () => {
    const stranger = await first.another({pid: 3, installation: '2'.repeat(32), sharing: first});
    expect(await nodes(stranger)).toMatchObject({hidden: 0, cluster: null});
    const lost = await first.another({pid: 4, cluster: 'SERVER02', sharing: first});
    expect(await failureOf(nodes(lost))).toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.stringContaining('Did you mean SERVER01?'),
    });
  });

  it('shows everything while there is one cluster', async () => {
    await first.store.change((before) => ({commit: {after: {...before, clusters: before.clusters.slice(0, 1)}}, result: null}));
    expect(await nodes(second)).toMatchObject({names: ['lab-1', 'stray', 'web-1'], hidden: 0});
  });

  it('of apps shows all of them, and where they are deployed as far as it looks after that', async () => {
    await deployHello(first);
    const apps = await listApps(second.ports, org);
    expect(await narrowApps(second.ports, apps)).toMatchObject({rows: [{name: 'hello', envs: []}], hidden: 1});
    expect(await narrowApps(first.ports, apps)).toMatchObject({rows: [{name: 'hello', envs: ['prod']}], hidden: 0});
  });

  it('of the whole picture and of measures keeps to it too', async () => {
    const status = await readStatus(second.ports, {org, env: null});
    expect(status).toMatchObject({hidden: 1, cluster: 'SERVER01', envs: [{name: 'lab'}]});
    expect(status.nodes.map(({name}) => name)).toEqual(['lab-1', 'stray']);
    expect(await readStatus(second.ports, {org, env: null, all: true})).toMatchObject({hidden: 0, envs: [{}, {}]});
    expect((await checkNodes(second.ports, {org, names: []})).map(({node}) => node)).toEqual(['lab-1', 'stray']);
  });
});
