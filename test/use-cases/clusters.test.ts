import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {AddressAnswer} from '../../src/core/domain/cluster-address.js';
import {founderSetting} from '../../src/core/ports/store.js';
import {bindGroup, bindWorkspace, unbindGroup} from '../../src/core/use-cases/bindings.js';
import {adoptCluster, deleteCluster, updateCluster} from '../../src/core/use-cases/change-clusters.js';
import {readClusterOverview, showCluster} from '../../src/core/use-cases/clusters.js';
import {checkClusters} from '../../src/core/use-cases/diagnose-clusters.js';
import {joinCluster} from '../../src/core/use-cases/join-cluster.js';
import {createOrg} from '../../src/core/use-cases/orgs.js';
import {createPartition, listPartitions} from '../../src/core/use-cases/partitions.js';
import {chooseCluster} from '../../src/core/use-cases/switch-cluster.js';
import {beatFor} from '../support/beat.js';
import {createHarness, installation, type Harness, type HarnessProcess} from '../support/harness.js';
import {failureOf} from '../support/hello-harness.js';
import {aTopology} from '../support/topology.js';

const wet = {dryRun: false};
const other = '1'.repeat(32);
const nothingSaid = {name: null, address: null, heartbeatSeconds: null};
let first: Harness;
let second: HarnessProcess;
beforeEach(async () => {
  first = await createHarness({shared: true});
  await first.seed(aTopology().withGroup('east').withNode('web-1', {group: 'east'}));
  second = await first.another({pid: 2, installation: other, sharing: first});
});
afterEach(() => first.dispose());

const join = (id: string, said: Partial<Parameters<typeof joinCluster>[1]> = {}) =>
  joinCluster(second.ports, {...nothingSaid, id, ...said}, wet);
const bindings = async () => {
  const {groups, workspaces} = await first.topology();
  return [...groups, ...workspaces].map(({name, cluster}) => `${name} ${cluster}`);
};

describe('joining', () => {
  it('with the id of another installation is refused, naming it and its last beat', async () => {
    await beatFor(first.store, 'DEFAULT');
    const failure = await failureOf(join('default'.toUpperCase()));
    expect(failure).toMatchObject({
      code: 'CLUSTER_ID_CONFLICT',
      exitCode: 3,
      details: {violations: [{details: {installation, name: 'default', lastBeat: expect.stringMatching(/^20.*Z$/)}}]},
    });
    expect((await first.topology()).clusters).toHaveLength(1);
  });

  it('begins with nothing bound, and again changes nothing', async () => {
    const joined = await join('SERVER01', {name: 'second', heartbeatSeconds: 5});
    expect(joined).toMatchObject({changed: true, renamedFrom: null, cluster: {id: 'SERVER01', name: 'second', address: null}});
    expect(await bindings()).toEqual(['default DEFAULT', 'east DEFAULT', 'default DEFAULT']);
    expect(await join('SERVER01')).toMatchObject({changed: false});
  });

  it('under another id takes along what the installation looks after', async () => {
    await join('SERVER01', {address: 'http://10.0.0.2:7310'});
    await bindGroup(second.ports, {org: 'default', name: 'east', cluster: 'SERVER01', rebind: true}, wet);
    expect(await join('SERVER02')).toMatchObject({
      renamedFrom: 'SERVER01',
      cluster: {id: 'SERVER02', address: 'http://10.0.0.2:7310'},
    });
    expect((await first.topology()).clusters.map(({id}) => id)).toEqual(['DEFAULT', 'SERVER02']);
    expect(await bindings()).toEqual(['default DEFAULT', 'east SERVER02', 'default DEFAULT']);
  });

  it('under the id of another takes nothing from it', async () => {
    await join('SERVER01');
    expect(await failureOf(join('DEFAULT'))).toMatchObject({code: 'CLUSTER_ID_CONFLICT'});
    expect((await first.topology()).clusters.map(({id}) => id)).toEqual(['DEFAULT', 'SERVER01']);
  });

  it('tells all that is wrong at once', async () => {
    const failure = await failureOf(join('PROD-01', {heartbeatSeconds: 2}));
    const {violations} = failure.details as {violations: readonly {code: string}[]};
    expect(violations.map(({code}) => code)).toEqual(['HEARTBEAT_TOO_SHORT', 'NAME_INVALID']);
  });

  it('a file of one machine is refused', async () => {
    const alone = await createHarness();
    await alone.seed(aTopology());
    const joining = await alone.another({pid: 2, installation: other, sharing: alone});
    const failure = await failureOf(joinCluster(joining.ports, {...nothingSaid, id: 'SERVER01'}, wet));
    expect(failure).toMatchObject({code: 'CLUSTER_NEEDS_SHARED_STORE', hint: expect.stringContaining('muster store copy')});
    await alone.dispose();
  });

  it('keeps who began the store, for containers bear its id', async () => {
    await join('SERVER01');
    expect(await first.store.readSetting(founderSetting)).toBe(installation);
  });

  it('a store without a cluster looks after everything there is', async () => {
    await first.store.change((before) => ({commit: {after: {...before, clusters: []}}, result: null}));
    await join('SERVER01');
    expect(await bindings()).toEqual(['default SERVER01', 'east SERVER01', 'default SERVER01']);
  });
});

describe('from the second cluster on', () => {
  beforeEach(() => join('SERVER01'));

  it('a new group is bound to none, and a new workspace to the one that is acted for or named', async () => {
    await createPartition(second.ports, {kind: 'group', org: 'default', name: 'west'}, wet);
    await createPartition(second.ports, {kind: 'workspace', org: 'default', name: 'mine'}, wet);
    await createPartition(second.ports, {kind: 'workspace', org: 'default', name: 'theirs', cluster: 'default'}, wet);
    expect(await bindings()).toEqual(expect.arrayContaining(['west null', 'mine SERVER01', 'theirs DEFAULT']));
    const taken = createPartition(second.ports, {kind: 'workspace', org: 'default', name: 'mine', cluster: 'DEFAULT'}, wet);
    expect(await failureOf(taken)).toMatchObject({code: 'NAME_TAKEN', hint: expect.stringContaining('workspace bind mine')});
  });

  it('an org that is made for one of them has its workspace there', async () => {
    await createOrg(second.ports, 'acme', wet);
    const {groups, workspaces} = await first.topology();
    expect(groups.find(({org}) => org === 'acme')).toMatchObject({cluster: null});
    expect(workspaces.find(({org}) => org === 'acme')).toMatchObject({cluster: 'SERVER01'});
  });

  it('an installation that has joined none names one', async () => {
    const stranger = await first.another({pid: 3, installation: '2'.repeat(32), sharing: first});
    expect(await failureOf(createOrg(stranger.ports, 'acme', wet))).toMatchObject({
      code: 'WORKSPACE_ONE_CLUSTER',
      message: 'The workspace default is made for no cluster, and there are DEFAULT and SERVER01.',
    });
  });

  it('a workspace goes to another with the groups that serve it, where alone it would leave its nodes behind', async () => {
    await first.seed(
      aTopology()
        .withCluster('SERVER01')
        .withNode('web-1', {group: 'default'})
        .withEnv('prod', {nodes: ['web-1']}),
    );
    const binding = {org: 'default', name: 'default', cluster: 'SERVER01'};
    expect(await failureOf(bindWorkspace(first.ports, {...binding, withGroups: false}, wet))).toMatchObject({code: 'ISOLATION'});
    await bindWorkspace(first.ports, {...binding, withGroups: true}, wet);
    expect(await bindings()).toEqual(['default SERVER01', 'default SERVER01']);
  });
});

describe('who looks after what', () => {
  beforeEach(() => join('SERVER01', {address: 'http://10.0.0.2:7310', heartbeatSeconds: 5}));

  it('tells what nobody looks after, and does not take a silent cluster for a living one', async () => {
    await bindGroup(second.ports, {org: 'default', name: 'east', cluster: 'SERVER01', rebind: true}, wet);
    const agent = await beatFor(first.store, 'SERVER01');
    expect((await readClusterOverview(first.ports)).clusters).toMatchObject([
      {id: 'DEFAULT', own: true, liveness: 'never', addressHealth: 'unknown'},
      {id: 'SERVER01', own: false, liveness: 'online', addressHealth: 'unknown', groups: ['default/east']},
    ]);
    await first.store.reportAddress({cluster: 'SERVER01', agent, state: 'other'});
    expect(await showCluster(first.ports, 'server01')).toMatchObject({addressHealth: 'other', agent: {host: 'here'}});
    await first.store.endBeats({cluster: 'SERVER01', agent});
    const orphaned = await readClusterOverview(first.ports);
    expect(orphaned.clusters[1]).toMatchObject({liveness: 'offline', addressHealth: 'unknown'});
    expect(orphaned.orphaned).toEqual({
      groups: [{name: 'default/east', cluster: 'SERVER01', members: ['web-1']}],
      workspaces: [],
    });
    await unbindGroup(first.ports, {org: 'default', name: 'east'}, wet);
    expect((await readClusterOverview(first.ports)).unbound.groups).toMatchObject([{name: 'default/east', members: ['web-1']}]);
    const groups = await listPartitions(first.ports, {kind: 'group', org: 'default'});
    expect(groups.map(({name, care}) => `${name} ${care}`)).toEqual(['default bound', 'east unbound']);
  });
});

describe('the doctor', () => {
  it('has nothing to say of an installation that is alone', async () => {
    expect(await checkClusters(first.ports)).toEqual([]);
  });

  it('tells what nobody looks after, and which cluster has left it behind', async () => {
    await join('SERVER01', {address: 'http://10.0.0.2:7310'});
    expect(await checkClusters(first.ports)).toMatchObject([{check: 'clusters', result: 'pass'}]);
    await bindGroup(second.ports, {org: 'default', name: 'east', cluster: 'SERVER01', rebind: true}, wet);
    const agent = await beatFor(first.store, 'SERVER01');
    await first.store.reportAddress({cluster: 'SERVER01', agent, state: 'other'});
    expect(await checkClusters(first.ports)).toMatchObject([{check: 'address of SERVER01', code: 'CLUSTER_ADDRESS_WRONG'}]);
    await first.store.endBeats({cluster: 'SERVER01', agent});
    expect(await checkClusters(first.ports)).toMatchObject([
      {code: 'CLUSTER_OFFLINE', message: expect.stringContaining('group default/east is bound to it')},
    ]);
    await unbindGroup(first.ports, {org: 'default', name: 'east'}, wet);
    const stranger = await first.another({pid: 3, installation: '2'.repeat(32), sharing: first});
    expect(await checkClusters(stranger.ports)).toMatchObject([
      {code: 'CLUSTER_NOT_JOINED'},
      {code: 'GROUP_UNBOUND', message: expect.stringContaining('web-1')},
    ]);
  });
});

describe('deleting a cluster', () => {
  beforeEach(async () => {
    await join('SERVER01');
    await bindGroup(second.ports, {org: 'default', name: 'east', cluster: 'SERVER01', rebind: true}, wet);
  });

  it('is refused while it is online and while anything is bound, both at once', async () => {
    await beatFor(first.store, 'SERVER01');
    const failure = await failureOf(deleteCluster(first.ports, 'server01', wet));
    const {violations} = failure.details as {violations: readonly {code: string; details: object}[]};
    expect(violations).toMatchObject([
      {code: 'CLUSTER_BOUND', details: {groups: ['default/east'], workspaces: []}},
      {code: 'CLUSTER_ONLINE', details: {name: 'server01'}},
    ]);
  });

  it('is done once another has adopted everything, which is refused while it is online', async () => {
    const agent = await beatFor(first.store, 'SERVER01');
    const adopt = (force: boolean) => adoptCluster(first.ports, {from: 'SERVER01', to: 'DEFAULT', force}, wet);
    expect(await failureOf(adopt(false))).toMatchObject({code: 'CLUSTER_ONLINE'});
    await first.store.endBeats({cluster: 'SERVER01', agent});
    expect(await adopt(false)).toMatchObject({changed: true, warnings: []});
    expect(await adopt(false)).toMatchObject({changed: false});
    expect(await bindings()).toEqual(['default DEFAULT', 'east DEFAULT', 'default DEFAULT']);
    expect(await deleteCluster(first.ports, 'SERVER01', wet)).toMatchObject({changed: true});
    expect(await failureOf(deleteCluster(first.ports, 'SERVER01', wet))).toMatchObject({code: 'NOT_FOUND', exitCode: 4});
    expect(await deleteCluster(first.ports, 'SERVER01', {...wet, missingOk: true})).toMatchObject({changed: false, warnings: []});
    expect((await first.store.readBeats()).beats).toEqual([]);
  });

  it('by force takes from one that is online, and says so', async () => {
    await beatFor(first.store, 'SERVER01');
    expect(await adoptCluster(first.ports, {from: 'SERVER01', to: 'DEFAULT', force: true}, wet)).toMatchObject({
      changed: true,
      warnings: [{code: 'CLUSTER_ONLINE'}],
    });
  });
});

describe('switching', () => {
  const answering = (answer: AddressAnswer) => ({ask: async () => answer});
  const silent = answering({kind: 'silent', reason: 'the connection is refused'});
  const agent = (its: string) => answering({kind: 'agent', identity: {installation: its, cluster: 'SERVER01', version: '1.0.0'}});
  const choose = (probe: typeof silent, force = false) =>
    chooseCluster(first.ports, {id: 'server01', timeoutMs: 100, force}, probe);
  beforeEach(() => join('SERVER01'));

  it('is refused without an address, and needs none for this installation itself', async () => {
    expect(await failureOf(choose(agent(other), true))).toMatchObject({
      code: 'CLUSTER_NO_ADDRESS',
      hint: expect.stringContaining('muster cluster update SERVER01 --address URL'),
    });
    expect(await chooseCluster(first.ports, {id: 'default', timeoutMs: 100, force: false}, silent)).toMatchObject({
      cluster: {id: 'DEFAULT'},
      answer: null,
    });
  });

  it('takes the word of the installation, of no other, and silence by force only', async () => {
    await updateCluster(first.ports, {id: 'SERVER01', address: 'http://10.0.0.2:7310'}, wet);
    expect(await choose(agent(other))).toMatchObject({cluster: {id: 'SERVER01'}, warnings: []});
    expect(await failureOf(choose(agent(installation), true))).toMatchObject({code: 'CLUSTER_ADDRESS_WRONG'});
    expect(await failureOf(choose(answering({kind: 'stranger', reason: 'HTTP 404'}), true))).toMatchObject({
      code: 'CLUSTER_ADDRESS_WRONG',
    });
    expect(await failureOf(choose(silent))).toMatchObject({code: 'CLUSTER_ADDRESS_SILENT', exitCode: 3});
    expect(await choose(silent, true)).toMatchObject({warnings: [{code: 'CLUSTER_ADDRESS_SILENT'}]});
  });
});
