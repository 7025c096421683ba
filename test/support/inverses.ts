import type {Entry, Topology} from '../../src/core/domain/model.js';
import {addNode} from '../../src/core/use-cases/add-node.js';
import {addService} from '../../src/core/use-cases/add-service.js';
import {bindGroup, bindWorkspace, unbindGroup} from '../../src/core/use-cases/bindings.js';
import {setConfig, unsetConfig} from '../../src/core/use-cases/configs.js';
import {createApp} from '../../src/core/use-cases/create-app.js';
import {createEnv, updateEnv} from '../../src/core/use-cases/create-env.js';
import {deleteApp} from '../../src/core/use-cases/delete-app.js';
import {deleteEnv} from '../../src/core/use-cases/delete-env.js';
import {deployApp} from '../../src/core/use-cases/deploy-app.js';
import {addEntry, removeEntry, updateEntry} from '../../src/core/use-cases/entries.js';
import {joinEnv, leaveEnv} from '../../src/core/use-cases/join-env.js';
import {moveEntry, swapEnvs} from '../../src/core/use-cases/move-entries.js';
import {markNode} from '../../src/core/use-cases/node-state.js';
import {createOrg, deleteOrg} from '../../src/core/use-cases/orgs.js';
import {createPartition, deletePartition, type PartitionKind} from '../../src/core/use-cases/partitions.js';
import {removeNode} from '../../src/core/use-cases/remove-node.js';
import {removeService} from '../../src/core/use-cases/remove-service.js';
import {scaleApp} from '../../src/core/use-cases/scale-app.js';
import {setRunState} from '../../src/core/use-cases/set-run-state.js';
import {undeployApp} from '../../src/core/use-cases/undeploy-app.js';
import {updateApp} from '../../src/core/use-cases/update-app.js';
import {updateNode} from '../../src/core/use-cases/update-node.js';
import type {HarnessProcess} from './harness.js';

/** A change, and the one that takes it back. */
export interface ThereAndBack {
  there(process: HarnessProcess): Promise<unknown>;
  back(process: HarnessProcess): Promise<unknown>;
}

const org = 'default';
const force = true;
const dryRun = {dryRun: false};

/** What takes a change back depends on what stood before it; null where nothing would. */
export const inverses: Readonly<Record<string, (before: Topology) => ThereAndBack | null>> = {
  'org create, delete': ({orgs}) =>
    orgs.some(({name}) => name === 'new')
      ? null
      : {there: ({ports}) => createOrg(ports, 'new', dryRun), back: ({ports}) => deleteOrg(ports, 'new', dryRun)},
  'group create, delete': () => createdPartition('group'),
  'workspace create, delete': () => createdPartition('workspace'),
  'group bind, unbind or bind': ({groups}) => {
    const target = {org, name: 'east'};
    const bound = groups.find((row) => row.org === org && row.name === 'east')?.cluster ?? null;
    return {
      there: ({ports}) => bindGroup(ports, {...target, cluster: other(bound), rebind: true}, dryRun),
      back: ({ports}) =>
        bound === null ? unbindGroup(ports, target, dryRun) : bindGroup(ports, {...target, cluster: bound, rebind: true}, dryRun),
    };
  },
  'workspace bind, bind': ({workspaces}) => {
    const target = {org, name: 'east'};
    const bound = workspaces.find((row) => row.org === org && row.name === 'east')?.cluster ?? 'DEFAULT';
    const bind = (cluster: string) => (it: HarnessProcess) =>
      bindWorkspace(it.ports, {...target, cluster, withGroups: false}, dryRun);
    return {there: bind(other(bound)), back: bind(bound)};
  },
  'node add, remove': () => ({
    there: ({ports}) => addNode(ports, {org, name: 'new', connect: 'ssh://ops@new'}, dryRun),
    back: (process) => removeNode(process.ports, {org, name: 'new', force}, process.options()),
  }),
  'node cordon, uncordon': ({nodes}) => {
    const state = nodes.find((row) => row.org === org && row.name === 'n1')?.state;
    if (state === undefined || state === 'drained') return null;
    const opposite = state === 'active' ? 'cordoned' : 'active';
    return {
      there: ({ports}) => markNode(ports, {org, name: 'n1', state: opposite}, dryRun),
      back: ({ports}) => markNode(ports, {org, name: 'n1', state}, dryRun),
    };
  },
  'node label, unlabel': () => ({
    there: (it) => updateNode(it.ports, {facts: {org, name: 'n1', labels: {rack: '7'}}, unlabel: []}, it.options()),
    back: (it) => updateNode(it.ports, {facts: {org, name: 'n1'}, unlabel: ['rack']}, it.options()),
  }),
  'env create, delete': () => ({
    there: ({ports}) => createEnv(ports, {org, name: 'new'}, dryRun),
    back: (it) => deleteEnv(it.ports, {org, env: 'new', cascade: false}, it.options()),
  }),
  'env label, unlabel': () => ({
    there: ({ports}) => updateEnv(ports, {facts: {org, name: 'a', labels: {purpose: 'x'}}, unlabel: []}, dryRun),
    back: ({ports}) => updateEnv(ports, {facts: {org, name: 'a'}, unlabel: ['purpose']}, dryRun),
  }),
  'env join, leave': ({memberships}) => {
    const target = {org, env: 'a', nodes: ['n3']};
    if (memberships.some((row) => row.org === org && row.env === 'a' && row.node === 'n3')) return null;
    return {
      there: (it) => joinEnv(it.ports, {...target, weight: null}, it.options()),
      back: (it) => leaveEnv(it.ports, {...target, force: false}, it.options()),
    };
  },
  'env swap, swap': () => {
    const swap = (it: HarnessProcess) => swapEnvs(it.ports, {org, a: 'a', b: 'd', force}, it.options());
    return {there: swap, back: swap};
  },
  'entry add, remove': () => {
    const entry = {org, env: 'a', address: 'new.com', backup: false, app: 'x', path: '/'};
    return {
      there: (it) => addEntry(it.ports, entry, it.options()),
      back: (it) => removeEntry(it.ports, {...entry, force}, it.options()),
    };
  },
  'entry update, update': ({entries}) => {
    const last = lastEntry(entries);
    if (!last) return null;
    const update = (backup: boolean) => (it: HarnessProcess) => updateEntry(it.ports, {...last, backup}, it.options());
    return {there: update(!last.backup), back: update(last.backup)};
  },
  'entry move, move': ({entries}) => {
    const last = lastEntry(entries);
    if (!last) return null;
    const move = (from: string, to: string) => (it: HarnessProcess) =>
      moveEntry(it.ports, {org, address: last.address, from, to, force}, it.options());
    return {there: move('a', 'd'), back: move('d', 'a')};
  },
  'service add, remove': ({services}) => {
    const target = {org, env: 'd', name: 'cache'};
    if (services.some((row) => row.org === org && row.env === 'd' && row.name === 'cache')) return null;
    const service = {...target, kind: 'redis', url: 'redis://new', passwordSecret: null, managed: null};
    return {
      there: (it) => addService(it.ports, {service, replace: false}, it.options()),
      back: (it) => removeService(it.ports, {...target, force}, it.options()),
    };
  },
  'config set, unset or set': ({configs}) => {
    const scope = {org, env: 'a', app: null};
    const key = 'LOG_LEVEL';
    const had = configs.find((row) => row.org === org && row.env === 'a' && row.app === null && row.key === key)?.value;
    return {
      there: ({ports}) => setConfig(ports, {scope, values: {[key]: 'new'}}, dryRun),
      back: ({ports}) =>
        had === undefined
          ? unsetConfig(ports, {scope, keys: [key]}, dryRun)
          : setConfig(ports, {scope, values: {[key]: had}}, dryRun),
    };
  },
  'app create, delete': () => ({
    there: ({ports}) => createApp(ports, {org, name: 'new', recipe: 'web', image: null}, dryRun),
    back: ({ports}) => deleteApp(ports, {org, name: 'new'}, dryRun),
  }),
  'app update, update': ({apps}) => {
    const app = apps.find((row) => row.org === org && row.name === 'z');
    if (!app?.image) return null;
    const update = (image: string) => (it: HarnessProcess) => updateApp(it.ports, {org, name: 'z', image}, it.options());
    return {there: update('new/shop'), back: update(app.image)};
  },
  'app deploy, undeploy': ({deployments}) => {
    const key = {org, env: 'd', app: 'x'};
    if (deployments.some((row) => row.org === org && row.env === 'd' && row.app === 'x')) return null;
    return {
      there: (it) => deployApp(it.ports, {key, version: '1', slaves: 1, roles: {}, weights: {}}, it.options()),
      back: (it) => undeployApp(it.ports, {key, volumes: true}, it.options()),
    };
  },
  'app scale up, down': ({deployments}) => {
    const key = {org, env: 'a', app: 'x'};
    const slaves = deployments.find((row) => row.org === org && row.env === 'a' && row.app === 'x')?.roles['slave'];
    if (slaves === undefined) return null;
    const scale = (to: number) => (it: HarnessProcess) => scaleApp(it.ports, {key, slaves: to, roles: {}}, it.options());
    return {there: scale(slaves + 2), back: scale(slaves)};
  },
  'app stop, start': ({deployments}) => {
    const key = {org, env: 'a', app: 'x'};
    const state = deployments.find((row) => row.org === org && row.env === 'a' && row.app === 'x')?.state;
    if (state !== 'running') return null;
    return {
      there: (it) => setRunState(it.ports, {key, state: 'stopped'}, it.options()),
      back: (it) => setRunState(it.ports, {key, state}, it.options()),
    };
  },
};

function createdPartition(kind: PartitionKind): ThereAndBack {
  const target = {kind, org, name: 'new'};
  return {there: ({ports}) => createPartition(ports, target, dryRun), back: ({ports}) => deletePartition(ports, target, dryRun)};
}

function other(cluster: string | null): string {
  return cluster === 'EAST' ? 'DEFAULT' : 'EAST';
}

/** The last of env `a`: an address that comes back is the last there, so that only of this one the order is restored. */
function lastEntry(entries: readonly Entry[]): Entry | undefined {
  const own = entries.filter((row) => row.org === org && row.env === 'a').sort((a, b) => a.position - b.position);
  const last = own.at(-1);
  return own.filter(({address}) => address === last?.address).length === 1 ? last : undefined;
}
