import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {valueDigest} from '../../src/core/domain/digest.js';
import {planDrift} from '../../src/core/use-cases/plan-drift.js';
import {SealedSecrets} from '../../src/adapters/secrets/sealed-secrets.js';
import type {Harness} from '../support/harness.js';
import {deployHello, helloHarness, helloTopology} from '../support/hello-harness.js';
import {aRecipe} from '../support/topology.js';

let harness: Harness;
beforeEach(async () => {
  const secret = {generateBytes: 32, refuse: [], publicDefaults: []};
  harness = await helloHarness({topology: helloTopology(aRecipe({env: {COLOR: 'blue'}, secrets: {SESSION_SECRET: secret}}))});
  await deployHello(harness);
});
afterEach(() => harness.dispose());

const drift = async () =>
  (await planDrift(harness.ports, {org: 'default'})).changes.map(({subject, reasons}) => [subject, reasons]);

/** As if somebody had made the container again, with the same labels. */
function remake(variable: string, value: string): void {
  const {made} = harness.engine.containers.find(({name}) => name === 'hello-slave-1')!;
  const environment = {...made!.environment, [variable]: valueDigest(value)};
  harness.engine.alter('web-1', 'hello-slave-1', {made: {...made!, environment}});
}

describe('a container that was made again by hand with the same labels', () => {
  it('is as desired only with the secret that is desired', async () => {
    expect(await drift()).toEqual([]);
    remake('SESSION_SECRET', 'hunter2-hunter2');
    const told = await drift();
    expect(told).toEqual([['instance hello-slave-1', ['variable SESSION_SECRET has another value']]]);
    expect(JSON.stringify(told)).not.toContain('hunter2');
    await deployHello(harness);
    expect(await drift()).toEqual([]);
  });

  it('is looked at without its secrets where the key is not at hand', async () => {
    remake('SESSION_SECRET', 'hunter2-hunter2');
    rmSync(join(harness.directory, 'key'));
    const secrets = new SealedSecrets({keyPath: join(harness.directory, 'key'), env: {}});
    const ports = {...harness.ports, clock: harness.ports.clock, hosts: harness.ports.hosts, secrets: async () => secrets};
    expect((await planDrift(ports, {org: 'default'})).changes).toEqual([]);
    remake('COLOR', 'red');
    expect((await planDrift(ports, {org: 'default'})).changes).toMatchObject([{reasons: ['variable COLOR has another value']}]);
  });
});
