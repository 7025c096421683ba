import fc from 'fast-check';
import {addNode} from '../../src/core/use-cases/add-node.js';
import {addService} from '../../src/core/use-cases/add-service.js';
import {applyDeclaration} from '../../src/core/use-cases/apply-declaration.js';
import {bindGroup, bindWorkspace, unbindGroup} from '../../src/core/use-cases/bindings.js';
import {cloneEnv} from '../../src/core/use-cases/clone-env.js';
import type {ChangeOptions} from '../../src/core/use-cases/cluster-change.js';
import {setConfig, unsetConfig} from '../../src/core/use-cases/configs.js';
import {createApp} from '../../src/core/use-cases/create-app.js';
import {createEnv, updateEnv} from '../../src/core/use-cases/create-env.js';
import {deleteApp} from '../../src/core/use-cases/delete-app.js';
import {deleteEnv} from '../../src/core/use-cases/delete-env.js';
import {deployApp} from '../../src/core/use-cases/deploy-app.js';
import {addEntry, removeEntry, updateEntry} from '../../src/core/use-cases/entries.js';
import {joinEnv, leaveEnv} from '../../src/core/use-cases/join-env.js';
import {acquireLock, releaseLock} from '../../src/core/use-cases/locks.js';
import {moveEntry, swapEnvs} from '../../src/core/use-cases/move-entries.js';
import {drainNode, markNode} from '../../src/core/use-cases/node-state.js';
import {createOrg, deleteOrg} from '../../src/core/use-cases/orgs.js';
import {createPartition, deletePartition} from '../../src/core/use-cases/partitions.js';
import {recordDeclaration} from '../../src/core/use-cases/record-declaration.js';
import {removeNode} from '../../src/core/use-cases/remove-node.js';
import {removeService} from '../../src/core/use-cases/remove-service.js';
import {restartApp} from '../../src/core/use-cases/restart-app.js';
import {rotateSecret} from '../../src/core/use-cases/rotate-secret.js';
import {scaleApp} from '../../src/core/use-cases/scale-app.js';
import {setRunState} from '../../src/core/use-cases/set-run-state.js';
import {setSecret} from '../../src/core/use-cases/set-secret.js';
import {undeployApp} from '../../src/core/use-cases/undeploy-app.js';
import {unsetSecret} from '../../src/core/use-cases/unset-secret.js';
import {updateApp} from '../../src/core/use-cases/update-app.js';
import {updateNode} from '../../src/core/use-cases/update-node.js';
import type {DeclaredTopology} from '../../src/core/domain/declaration.js';
import type {HarnessProcess} from './harness.js';

/** One command as somebody could type it, with arguments that need not be legal. */
export interface RandomCommand {
  /** Whether the same again is to change nothing. */
  readonly repeatable: boolean;
  run(process: HarnessProcess, options: ChangeOptions): Promise<unknown>;
  toString(): string;
}

type Run<T> = (process: HarnessProcess, args: T, options: ChangeOptions) => Promise<unknown>;

/** Few names, so that commands often mean the same things; now and then one that is no name, or that nobody has. */
const orgName = fc.oneof({weight: 9, arbitrary: fc.constant('default')}, {weight: 3, arbitrary: fc.constant('acme')}, unlikely());
const nodeName = mostly('n1', 'n2', 'n3', 'n4');
const envName = mostly('a', 'b', 'c');
const appName = mostly('x', 'y', 'z');
const partition = mostly('default', 'east');
const address = fc.oneof(
  {weight: 12, arbitrary: fc.constantFrom('one.com', 'One.com:80', 'http://two.com/', ':8080', ':80')},
  {weight: 1, arbitrary: fc.constantFrom(':20000', 'https://one.com/x', 'two.com:8080', ':0', '*.com', '')},
);
const version = fc.constantFrom('1', '1', '2', 'a b');
const weight = fc.option(fc.constantFrom(0, 1, 5, 256, 257, 0.5), {nil: null, freq: 2});
const slaves = fc.option(fc.nat(3), {nil: undefined});
const force = fc.oneof({weight: 2, arbitrary: fc.constant(false)}, {weight: 1, arbitrary: fc.constant(true)});
const labels = fc.constantFrom({}, {stage: 'production'}, {stage: 'test', customer: 'a'});
/** Whoever parses a command or a file lets nothing else through. */
const connect = fc.constantFrom('local', 'ssh://ops@h1', 'ssh://ops@h2', 'ssh://ops@h1:22', 'tcp://h3:2376', 'tcp://h4:2376');
const capacity = fc.constantFrom({}, {cpu: 1}, {cpu: 4, memoryMib: 4096}, {memoryMib: 64});
const inApp = fc.option(appName, {nil: null});
const inEnv = {org: orgName, env: envName};
const key = fc.record({...inEnv, app: appName});

function mostly(...good: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({weight: 12, arbitrary: fc.constantFrom(...good)}, unlikely());
}

function unlikely(): fc.MaybeWeightedArbitrary<string> {
  return {weight: 1, arbitrary: fc.constantFrom('', '-a', 'a'.repeat(63), 'a'.repeat(64), 'nobody', '__proto__', 'ä', 'a/b')};
}

function command<T>(title: string, args: fc.Arbitrary<T>, run: Run<T>, repeatable = true): fc.Arbitrary<RandomCommand> {
  return args.map((given) => ({
    repeatable,
    // Removed twice is to be as repeatable as the rest; what is refused otherwise has tests of its own.
    run: (process, options) => run(process, given, {...options, missingOk: true}),
    toString: () => `${title} ${fc.stringify(given)}`,
    [fc.toStringMethod]: () => `${title} ${fc.stringify(given)}`,
  }));
}

const partitions = fc.record({kind: fc.constantFrom('group', 'workspace'), org: orgName, name: partition});
const nodeFacts = {
  org: orgName,
  name: nodeName,
  group: partition,
  weight,
  labels,
  capacity,
  zone: fc.constantFrom(null, 'z1', 'z2'),
};
const binding = {org: orgName, name: partition, cluster: mostly('DEFAULT', 'east')};
const secret = fc.record({...inEnv, app: inApp, name: mostly('db-password', 'session-secret', 'crypto-secret')});

const owners = [
  command('org create', orgName, ({ports}, name, options) => createOrg(ports, name, options)),
  command('org delete', orgName, ({ports}, name, options) => deleteOrg(ports, name, options)),
  command('create', partitions, ({ports}, target, options) => createPartition(ports, target, options)),
  command('delete', partitions, ({ports}, target, options) => deletePartition(ports, target, options)),
  command('group bind', fc.record({...binding, rebind: force}), ({ports}, target, options) => bindGroup(ports, target, options)),
  command('group unbind', fc.record(binding), ({ports}, target, options) => unbindGroup(ports, target, options)),
  command('workspace bind', fc.record({...binding, withGroups: fc.boolean()}), ({ports}, target, options) =>
    bindWorkspace(ports, target, options),
  ),
];

const nodes = [
  command('node add', fc.record({...nodeFacts, connect}, {requiredKeys: ['org', 'name', 'connect']}), ({ports}, facts, options) =>
    addNode(ports, facts, options),
  ),
  command(
    'node update',
    fc.record({...nodeFacts, connect, address: fc.constantFrom('10.0.0.1', '127.0.0.1')}, {requiredKeys: ['org', 'name']}),
    ({ports}, facts, options) => updateNode(ports, {facts, unlabel: []}, options),
  ),
  command('node remove', fc.record({org: orgName, name: nodeName, force}), ({ports}, target, options) =>
    removeNode(ports, target, options),
  ),
  command(
    'node mark',
    fc.record({org: orgName, name: nodeName, state: fc.constantFrom('active', 'cordoned')}),
    ({ports}, target, options) => markNode(ports, target, options),
  ),
  command('node drain', fc.record({org: orgName, name: nodeName}), ({ports}, target, options) =>
    drainNode(ports, target, options),
  ),
];

const envFacts = fc.record({org: orgName, name: envName, workspace: partition, labels}, {requiredKeys: ['org', 'name']});
const members = {...inEnv, nodes: fc.uniqueArray(nodeName, {minLength: 1, maxLength: 2})};
const envs = [
  command('env create', envFacts, ({ports}, facts, options) => createEnv(ports, facts, options)),
  command('env update', envFacts, ({ports}, facts, options) => updateEnv(ports, {facts, unlabel: ['customer']}, options)),
  command('env join', fc.record({...members, weight}), ({ports}, target, options) => joinEnv(ports, target, options)),
  command('env join', fc.record({...members, weight}), ({ports}, target, options) => joinEnv(ports, target, options)),
  command('env leave', fc.record({...members, force}), ({ports}, target, options) => leaveEnv(ports, target, options)),
  command(
    'env clone',
    fc.record({org: orgName, from: envName, to: envName, facts: fc.constant({}), secrets: fc.boolean()}),
    ({ports}, request, options) => cloneEnv(ports, request, options),
  ),
  command(
    'env swap',
    fc.record({org: orgName, a: envName, b: envName, force}),
    ({ports}, swap, options) => swapEnvs(ports, swap, options),
    false,
  ),
  command('env delete', fc.record({...inEnv, cascade: force}), ({ports}, target, options) => deleteEnv(ports, target, options)),
  command('lock acquire', fc.record({...inEnv, reason: fc.constant('')}), ({ports}, target, options) =>
    acquireLock(ports, target, options),
  ),
  command('lock release', fc.record({...inEnv, force}), ({ports}, target, options) => releaseLock(ports, target, options)),
  command('lock release', fc.record({...inEnv, force}), ({ports}, target, options) => releaseLock(ports, target, options)),
];

const entry = fc.record({...inEnv, address, backup: fc.boolean(), app: inApp, path: fc.constantFrom('/', '/', '/shop', 'shop')});
const entries = [
  command('entry add', entry, ({ports}, target, options) => addEntry(ports, target, options)),
  command('entry add', entry, ({ports}, target, options) => addEntry(ports, target, options)),
  command('entry update', entry, ({ports}, target, options) => updateEntry(ports, target, options)),
  command('entry remove', fc.record({...inEnv, address, force}), ({ports}, target, options) =>
    removeEntry(ports, target, options),
  ),
  command('entry move', fc.record({org: orgName, address, from: envName, to: envName, force}), ({ports}, move, options) =>
    moveEntry(ports, move, options),
  ),
];

const service = fc.record({
  ...inEnv,
  name: mostly('database', 'cache'),
  kind: mostly('mysql', 'redis'),
  url: fc.constantFrom(null, null, 'mysql://api@db/api', 'redis://cache', 'mysql://localhost/x', 'mysql://a:b@c/d'),
  passwordSecret: fc.constantFrom(null, null, 'db-password'),
  managed: fc.option(fc.record({node: nodeName, image: fc.constant(null)}), {nil: null}),
});
const configKey = fc.constantFrom('SYNC_FREQUENCY', 'sync_frequency', 'NODE_TYPE', 'SQL_DSN', 'LOG_SQL_DSN', '__proto__', 'a b');
const values = fc.dictionary(configKey, fc.constantFrom('60', '', 'localhost', 'master', 'mysql://localhost/x'), {maxKeys: 2});
const scope = fc.record({...inEnv, app: inApp});
const settings = [
  command('service add', fc.record({service, replace: fc.boolean()}), ({ports}, request, options) =>
    addService(ports, request, options),
  ),
  command('service remove', fc.record({...inEnv, name: mostly('database', 'cache'), force}), ({ports}, target, options) =>
    removeService(ports, target, options),
  ),
  command('config set', fc.record({scope, values}), ({ports}, request, options) => setConfig(ports, request, options)),
  command('config unset', fc.record({scope, keys: fc.array(configKey, {maxLength: 2})}), ({ports}, request, options) =>
    unsetConfig(ports, request, options),
  ),
  command('secret set', fc.record({secret, value: fc.constantFrom('s3cret', 'random_string', '')}), ({ports}, request, options) =>
    setSecret(ports, request, options),
  ),
  command(
    'secret rotate',
    fc.record({secret, force}),
    ({ports}, request, options) => rotateSecret(ports, request, options),
    false,
  ),
  command('secret unset', fc.record({secret, force}), ({ports}, request, options) => unsetSecret(ports, request, options)),
];

const deploy = fc.record({
  key,
  version,
  slaves,
  roles: fc.constantFrom({}, {}, {}, {master: 2}, {odd: 1}),
  balance: fc.constantFrom(undefined, 'ip-hash', 'weighted'),
  weights: fc.constantFrom({}, {}, {slave: 0, master: 0}, {slave: 300}),
});
const overcommit = (options: ChangeOptions, given: boolean) => (given ? {...options, overridden: ['CAPACITY']} : options);
const apps = [
  command(
    'app create',
    fc.record({org: orgName, name: appName, recipe: mostly('web', 'web', 'new-api'), image: fc.constantFrom(null, 'shop')}),
    ({ports}, request, options) => createApp(ports, request, options),
  ),
  command(
    'app update',
    fc.record(
      {org: orgName, name: appName, recipe: mostly('web', 'web', 'new-api'), image: fc.constantFrom('shop', 'other/shop')},
      {requiredKeys: ['org', 'name']},
    ),
    ({ports}, request, options) => updateApp(ports, request, options),
  ),
  command('app delete', fc.record({org: orgName, name: appName}), ({ports}, target, options) =>
    deleteApp(ports, target, options),
  ),
  command('app deploy', fc.record({request: deploy, over: force}), ({ports}, {request, over}, options) =>
    deployApp(ports, request, overcommit(options, over)),
  ),
  command('app deploy', fc.record({request: deploy, over: force}), ({ports}, {request, over}, options) =>
    deployApp(ports, request, overcommit(options, over)),
  ),
  command(
    'app scale',
    fc.record({request: fc.record({key, slaves, roles: fc.constant({})}), over: force}),
    ({ports}, {request, over}, options) => scaleApp(ports, request, overcommit(options, over)),
  ),
  command('app restart', key, ({ports}, target, options) => restartApp(ports, target, options), false),
  command('app run state', fc.record({key, state: fc.constantFrom('running', 'stopped')}), ({ports}, request, options) =>
    setRunState(ports, request, options),
  ),
  command('app undeploy', fc.record({key, volumes: fc.boolean()}), ({ports}, request, options) =>
    undeployApp(ports, request, options),
  ),
];

const some = <T>(row: fc.Arbitrary<T>, selector: (row: T) => unknown) => fc.uniqueArray(row, {maxLength: 2, selector});
const declaredEnv = fc.record({
  name: envName,
  nodes: some(fc.record({node: nodeName}), ({node}) => node),
  entries: some(
    fc.record(
      {address, backup: fc.boolean(), path: fc.constant('/'), app: appName},
      {requiredKeys: ['address', 'backup', 'path']},
    ),
    (it) => it.address,
  ),
  appConfig: fc.constantFrom({}, {}, {x: {LOG_SQL_DSN: 'x'}}, {nobody: {A: 'b'}}),
  services: fc.constant([]),
  config: fc.constantFrom({}, {SYNC_FREQUENCY: '60'}, {sync_frequency: '60'}),
  deployments: some(
    fc.record({app: appName, version, roles: fc.constantFrom({}, {slave: 1}), weights: fc.constant({}), config: fc.constant({})}),
    ({app}) => app,
  ),
});
const declared: fc.Arbitrary<DeclaredTopology> = fc.record({
  org: orgName,
  groups: fc.constant([]),
  workspaces: fc.constant([]),
  nodes: some(fc.record({name: nodeName, connect, group: partition}, {requiredKeys: ['name', 'connect']}), ({name}) => name),
  apps: some(fc.record({name: appName, recipe: fc.constant('web')}), ({name}) => name),
  envs: some(declaredEnv, ({name}) => name),
});
const declarations = [
  command('apply', fc.record({declared, prune: fc.boolean()}), ({ports}, request, options) =>
    applyDeclaration(ports, request, options),
  ),
  command('apply --topology-only', declared, ({ports}, request, options) =>
    recordDeclaration(ports, request, {...options, digest: JSON.stringify(request)}),
  ),
];

/** Every command that changes the topology, as often as the others of its kind. */
export const arbitraryCommand: fc.Arbitrary<RandomCommand> = fc.oneof(
  ...[owners, nodes, envs, entries, settings, apps, apps, declarations].map((kind) => fc.oneof(...kind)),
);
