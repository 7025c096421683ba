import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {Failure} from '../../src/core/domain/errors.js';
import {readAppStatus} from '../../src/core/use-cases/app-status.js';
import {diagnose} from '../../src/core/use-cases/diagnose.js';
import {listApps, showApp} from '../../src/core/use-cases/list-apps.js';
import {listOperations, showOperation} from '../../src/core/use-cases/list-operations.js';
import {readLogs} from '../../src/core/use-cases/read-logs.js';
import {readProxies, reloadProxies, showProxies} from '../../src/core/use-cases/read-proxies.js';
import {readStatus} from '../../src/core/use-cases/read-status.js';
import {setRunState} from '../../src/core/use-cases/set-run-state.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, hello, helloHarness, helloTopology} from '../support/hello-harness.js';
import {aRecipe} from '../support/topology.js';

let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness({
    topology: helloTopology(aRecipe({secrets: {TOKEN: {generateBytes: 16, refuse: [], publicDefaults: []}}})),
  });
  await deployHello(harness);
});
afterEach(() => harness.dispose());

const appStatus = () => readAppStatus(harness.ports, hello);
const status = () => readStatus(harness.ports, {org: 'default', env: null});
const findings = async () =>
  (await diagnose(harness.ports, {org: 'default', node: null}))
    .filter((check) => check.result !== 'pass')
    .map(({check, result, code}) => ({check, result, code}));
const breakIt = () => {
  harness.engine.failWhen((call) =>
    call.subject === 'hello-slave-2' ? new Failure({code: 'UNHEALTHY', exit: 6, message: 'It is sick.'}) : null,
  );
  harness.engine.lose('web-1', 'hello-slave-2');
};

describe('the status of an app', () => {
  it('tells of each instance where it is, what it does and what the balancer makes of it', async () => {
    harness.proxy.traffic.set('hello-slave-1', {sessions: 2, requestsTotal: 40});
    const {healthy, problems, entries, instances, levels} = await appStatus();
    expect({healthy, problems, entries}).toEqual({healthy: true, problems: [], entries: [':8088']});
    expect(instances[1]).toEqual({
      name: 'hello-slave-1',
      role: 'slave',
      node: 'web-1',
      addresses: {http: expect.stringMatching(/^127\.0\.0\.1:2\d{4}$/)},
      desired: 'running',
      actual: 'running',
      health: 'healthy',
      version: '1.0.0',
      balancers: [
        {node: 'web-1', backend: 'default.prod.hello.http', status: 'up', weight: 1, sessions: 2, requestsTotal: 40, check: null},
      ],
      drift: [],
    });
    expect(levels.map(({level, result}) => [level, result])).toEqual([
      ['process', 'pass'],
      ['dependencies', 'pass'],
      ['cluster', 'pass'],
    ]);
  });

  it('shows secrets of running containers as digests only', async () => {
    const {secrets} = await appStatus();
    expect(secrets).toEqual([
      {
        variable: 'TOKEN',
        equal: true,
        digests: Object.fromEntries(harness.running().map((name) => [name, expect.stringMatching(/^sha256:[0-9a-f]{8}$/)])),
      },
    ]);
  });

  it('says why an instance would be touched, and by which command', async () => {
    harness.engine.lose('web-1', 'hello-slave-2');
    const {healthy, instances, problems} = await appStatus();
    expect(healthy).toBe(false);
    expect(instances[2]).toMatchObject({actual: 'missing', drift: ['not there']});
    expect(problems).toEqual([
      {
        code: 'DRIFT',
        subject: 'instance hello-slave-2',
        message: 'instance hello-slave-2 on web-1: not there.',
        hint: 'muster app start hello --env prod',
      },
    ]);
    await setRunState(harness.ports, {key: hello, state: 'running'}, harness.options());
    expect(await appStatus()).toMatchObject({healthy: true});
  });

  it('calls a stopped app as desired when nothing of it runs', async () => {
    await setRunState(harness.ports, {key: hello, state: 'stopped'}, harness.options());
    expect(await appStatus()).toMatchObject({
      healthy: true,
      state: 'stopped',
      instances: [{actual: 'exited'}, {actual: 'exited'}, {actual: 'exited'}],
    });
  });

  it('does not call missing what it cannot see', async () => {
    harness.engine.unreachable.add('web-1');
    expect(await appStatus()).toMatchObject({
      healthy: false,
      instances: [{actual: 'unknown'}, {actual: 'unknown'}, {actual: 'unknown'}],
      problems: [{code: 'NODE_UNREACHABLE'}],
    });
  });
});

describe('the status of everything', () => {
  it('has one document for nodes, environments, balancers and what is open', async () => {
    expect(await status()).toMatchObject({
      org: 'default',
      healthy: true,
      nextCommand: null,
      drift: [],
      operations: [],
      locks: [],
      nodes: [{name: 'web-1', reachable: true, containers: 4}],
      balancers: [{node: 'web-1', running: true, current: true, ports: [8088], serversUp: 3, servers: 3}],
      envs: [
        {
          name: 'prod',
          entries: [{address: ':8088'}],
          deployments: [
            {
              app: 'hello',
              version: '1.0.0',
              desired: 3,
              healthy: 3,
              instances: [{balancer: 'up'}, {balancer: 'up'}, {balancer: 'up'}],
            },
          ],
        },
      ],
    });
  });

  it('works when no machine answers', async () => {
    harness.engine.unreachable.add('web-1');
    expect(await status()).toMatchObject({
      healthy: false,
      drift: [],
      nextCommand: 'muster doctor',
      nodes: [{reachable: false, reason: expect.stringContaining('web-1')}],
    });
  });

  it('names the operation to resume before anything else', async () => {
    breakIt();
    await failureOf(deployHello(harness));
    harness.engine.failWhen(() => null);
    const {healthy, nextCommand, operations} = await status();
    expect({healthy, nextCommand}).toEqual({healthy: false, nextCommand: `muster operation resume ${operations[0]?.id}`});
  });

  it('knows an operation whose process is gone from one that is under way', async () => {
    const {operation} = await setRunState(harness.ports, {key: hello, state: 'stopped'}, harness.options());
    await harness.store.setOperationState({id: operation as string, state: 'running', endedAt: null}, []);
    const holder = {actor: 'bob', host: 'here', pid: 77, command: 'muster app stop hello', operation: null, reason: null};
    await harness.store.acquireLeases({resources: ['deployment default/prod/hello'], holder, ttlMs: 60_000});
    const during = await status();
    harness.dead.add(77);
    const killed = await status();
    expect([during, killed].map(({healthy, nextCommand}) => [healthy, nextCommand])).toEqual([
      [true, `muster operation show ${operation}`],
      [false, `muster operation resume ${operation}`],
    ]);
  });

  it('names an org or an env that is not there', async () => {
    expect(await failureOf(readStatus(harness.ports, {org: 'nobody', env: null}))).toMatchObject({code: 'NOT_FOUND'});
    expect(await failureOf(readStatus(harness.ports, {org: 'default', env: 'prot'}))).toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.stringContaining('prod'),
    });
  });
});

describe('the doctor', () => {
  it('finds nothing where everything is well', async () => {
    expect(await findings()).toEqual([]);
  });

  it('finds what is lost, what nobody asked for, and a balancer that was changed by hand', async () => {
    harness.engine.lose('web-1', 'hello-slave-2');
    harness.engine.alter('web-1', 'hello-slave-1', {project: 'somebody-elses'});
    harness.proxy.tamper('web-1');
    expect((await findings()).map(({code}) => code)).toEqual(expect.arrayContaining(['DRIFT', 'ORPHAN', 'PROXY_STATE_DIFFERS']));
  });

  it('finds a port of ours that another program holds', async () => {
    harness.engine.lose('web-1', 'hello-slave-2');
    const [, , slave] = (await harness.topology()).instances;
    harness.listening.add(slave?.ports['http'] as number);
    expect(await findings()).toContainEqual({check: 'ports of web-1', result: 'fail', code: 'PORT_TAKEN'});
  });

  it('finds an image that is gone, an old Compose and a node that does not answer', async () => {
    harness.engine.images.set('web:1.0.0', null);
    harness.engine.versions = {engine: '28.0.0', compose: '2.20.3'};
    expect((await findings()).map(({code}) => code)).toEqual(expect.arrayContaining(['IMAGE_MISSING', 'COMPOSE_OLD']));
    harness.engine.unreachable.add('web-1');
    expect(await findings()).toContainEqual({check: 'docker on web-1', result: 'fail', code: 'NODE_UNREACHABLE'});
  });

  it('finds an operation that did not end', async () => {
    breakIt();
    await failureOf(deployHello(harness));
    harness.engine.failWhen(() => null);
    expect(await findings()).toContainEqual({check: 'operations', result: 'fail', code: 'OPERATION_OPEN'});
  });

  it('finds broken rules in the store', async () => {
    const topology = await harness.topology();
    await harness.seed({...topology, configs: [{org: 'default', env: 'prod', app: null, key: 'token', value: 'x'}]});
    expect((await findings()).map(({code}) => code)).toContain('ENV_NAME_CASE');
  });
});

describe('balancers', () => {
  it('are shown as they should be, with whether they are', async () => {
    expect(await showProxies(harness.ports, {org: 'default', node: null})).toMatchObject([
      {node: 'web-1', current: true, model: {listeners: [{port: 8088}]}},
    ]);
    harness.proxy.tamper('web-1');
    expect(await showProxies(harness.ports, {org: 'default', node: 'web-1'})).toMatchObject([{current: false}]);
  });

  it('tell of their servers, or that they do not answer', async () => {
    expect(await readProxies(harness.ports, {org: 'default', node: null})).toMatchObject([
      {running: true, current: true, servers: {length: 3}},
    ]);
    harness.engine.alter('web-1', 'proxy', {state: 'exited'});
    expect(await readProxies(harness.ports, {org: 'default', node: null})).toMatchObject([
      {running: false, current: false, servers: []},
    ]);
  });

  it('are reloaded, but not in a dry run', async () => {
    await reloadProxies(harness.ports, {org: 'default', node: null}, {dryRun: true});
    expect(harness.proxy.calls.some((call) => call.method === 'reload')).toBe(false);
    expect(await reloadProxies(harness.ports, {org: 'default', node: null}, {dryRun: false})).toEqual([{node: 'web-1'}]);
    expect(harness.proxy.calls.filter((call) => call.method === 'reload')).toHaveLength(1);
  });
});

describe('logs, apps and operations', () => {
  const logs = async (instance: string | null) => {
    const lines: string[] = [];
    for await (const line of await readLogs(harness.ports, {
      key: hello,
      instance,
      tail: 10,
      follow: false,
      since: undefined,
      onSilent: () => {},
    }))
      lines.push(line);
    return lines;
  };

  it('name the instance of each line where there are several', async () => {
    expect(await logs(null)).toEqual([
      'hello-master-1 | started hello-master-1',
      'hello-slave-1 | started hello-slave-1',
      'hello-slave-2 | started hello-slave-2',
    ]);
    expect(await logs('hello-slave-1')).toEqual(['started hello-slave-1']);
    expect(await failureOf(logs('hello-slave-9'))).toMatchObject({code: 'NOT_FOUND', exitCode: 4});
  });

  it('list apps with where they run', async () => {
    expect(await listApps(harness.ports, 'default')).toEqual([
      {org: 'default', name: 'hello', recipe: 'web', image: 'web', envs: ['prod']},
    ]);
    expect(await showApp(harness.ports, {org: 'default', name: 'hello'})).toMatchObject({
      roles: {master: 1, slave: null},
      secrets: ['TOKEN'],
      deployments: [{env: 'prod', instances: {length: 3}}],
    });
  });

  it('show every step with its state and times', async () => {
    const [operation] = await listOperations(harness.ports, {open: false, limit: 10});
    expect(operation).toMatchObject({state: 'done', steps: 6, done: 6});
    const {steps} = await showOperation(harness.ports, operation?.id as string);
    expect(
      steps.every(
        (step) => step.state === 'done' && step.startedAt !== null && step.endedAt !== null && step.startedAt < step.endedAt,
      ),
    ).toBe(true);
    expect(await failureOf(showOperation(harness.ports, 'none'))).toMatchObject({code: 'NOT_FOUND'});
  });
});
