import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {newNode} from '../../src/core/domain/changes/with-node.js';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import {addEntry, removeEntry} from '../../src/core/use-cases/entries.js';
import {addService} from '../../src/core/use-cases/add-service.js';
import {checkServices} from '../../src/core/use-cases/check-services.js';
import {acquireLock} from '../../src/core/use-cases/locks.js';
import {moveEntry} from '../../src/core/use-cases/move-entries.js';
import {removeService} from '../../src/core/use-cases/remove-service.js';
import type {Service} from '../../src/core/domain/model.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, helloHarness} from '../support/hello-harness.js';

const env = {org: 'default', env: 'prod'};
const nodeNamed = (name: string) => newNode('default', name, 'local');
let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness();
});
afterEach(() => harness.dispose());

const add = (address: string) =>
  addEntry(harness.ports, {...env, address, backup: false, app: null, path: '/'}, harness.options());
const remove = (address: string, force = false) => removeEntry(harness.ports, {...env, address, force}, harness.options());

describe('an entry of a running env', () => {
  beforeEach(() => deployHello(harness));

  it('reaches the balancer at once and replaces nothing', async () => {
    const {outcome, address} = await add('http://TEST.com:9090/');
    expect(address).toBe('test.com:9090');
    expect(outcome.plan.stages.flatMap((stage) => stage.steps.map((step) => step.kind))).toEqual(['configure-proxy']);
  });

  it('changes nothing when it is there in another spelling', async () => {
    await add('test.com:9090');
    expect((await add('TEST.com.:9090')).outcome).toMatchObject({changed: false});
  });

  it('is the last one only by force', async () => {
    expect(await failureOf(remove(':8088'))).toMatchObject({code: 'LAST_ENTRY', exitCode: 3});
    const {outcome} = await remove(':8088', true);
    expect(outcome.warnings).toContainEqual(expect.objectContaining({code: 'LAST_ENTRY', severity: 'error'}));
    expect((await harness.topology()).entries).toEqual([]);
  });

  it('is not found before any machine is asked, where it is misspelt', async () => {
    await add('test.com');
    harness.engine.unreachable.add('web-1');
    expect(await failureOf(remove('tset.com'))).toMatchObject({
      code: 'NOT_FOUND',
      exitCode: 4,
      hint: 'Did you mean test.com:80? muster entry list --env prod shows those there are',
    });
  });

  it('goes on going after a run that stopped half way', async () => {
    await add('test.com');
    const broken = new Failure({code: 'PROXY_FAILED', exit: exitCodes.stepFailed, message: 'It broke.'});
    harness.proxy.failWhen(({method}) => (method === 'ensureConfiguration' ? broken : null));
    expect(await failureOf(remove('test.com'))).toMatchObject({exitCode: 6});
    harness.proxy.failWhen(() => null);
    expect((await remove('test.com')).outcome).toMatchObject({changed: true});
    expect(await failureOf(remove('test.com'))).toMatchObject({code: 'NOT_FOUND'});
  });

  it('keeps its place when it is moved to where it is', async () => {
    await add('test.com');
    const before = await harness.topology();
    const move = {org: 'default', address: ':8088', from: 'prod', to: 'prod', force: false};
    expect(await moveEntry(harness.ports, move, harness.options())).toMatchObject({changed: false});
    expect(await harness.topology()).toEqual(before);
  });

  it('stays while the env is locked by hand', async () => {
    await acquireLock(harness.ports, {...env, reason: 'migration'}, {dryRun: false});
    expect(await failureOf(add('test.com'))).toMatchObject({
      code: 'LOCKED',
      exitCode: 5,
      message: expect.stringContaining('migration'),
    });
  });
});

describe('a managed service', () => {
  const cache: Service = {
    ...env,
    name: 'cache',
    kind: 'redis',
    url: null,
    passwordSecret: null,
    managed: {node: 'web-1', image: null},
  };
  const addCache = () => addService(harness.ports, {service: cache, replace: false}, harness.options());
  const probe = {
    probe: async () => {
      throw new Error('a managed service is not probed');
    },
  };
  const check = () => checkServices(harness.ports, {...env, name: null, timeoutMs: 100}, probe);

  it('runs when it is added, with a password of its own', async () => {
    await addCache();
    expect(harness.engine.containers.map((it) => [it.kind, it.name, it.state])).toEqual([['service', 'cache', 'running']]);
    expect((await harness.topology()).secrets.map((it) => it.name)).toEqual(['cache-password']);
    expect(await addCache()).toMatchObject({changed: false});
  });

  it('is healthy by its container', async () => {
    await addCache();
    expect(await check()).toMatchObject([{service: 'cache', result: 'pass', at: 'node web-1'}]);
    const [container] = harness.engine.containers;
    await harness.engine.ensureProjectRemoved(nodeNamed('web-1'), container?.project ?? '', false);
    expect(await check()).toMatchObject([{service: 'cache', result: 'fail', message: 'its container is not there'}]);
  });

  it('goes with its container', async () => {
    await addCache();
    await removeService(harness.ports, {...env, name: 'cache', force: false}, harness.options());
    expect(harness.engine.containers).toEqual([]);
    expect((await harness.topology()).services).toEqual([]);
  });
});
