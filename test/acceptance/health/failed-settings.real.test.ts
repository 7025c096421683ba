import {describe, expect, it} from 'vitest';
import {docker} from '../../support/docker.js';
import {runningHello, untilAllUp, type RunningHello} from '../../support/faults.js';
import {fastRecipe, writeHello} from '../../support/hello.js';

const broken = fastRecipe.replace('/healthz', '/gone').replace('startPeriod: 20s', 'startPeriod: 0s');

describe('a health check that fails', () => {
  it('takes down the one instance that was tried; the others serve as before, and the recipe that worked brings it back', async () => {
    const hello = await runningHello({slaves: 1});
    const {installation, port} = hello;
    const before = await configuration(hello);
    await writeHello(installation, {slaves: 1, port, recipe: broken});

    const applied = await installation.muster('apply', '-f', hello.file, '--yes', '--json');
    expect(applied).toMatchObject({exit: 6, json: {error: {code: 'UNHEALTHY', subject: 'instance hello-slave-1'}}});
    expect(await configuration(hello)).toBe(before);
    expect(await hello.balancer.status('hello-master-1')).toBe('UP');
    for (let asked = 0; asked < 20; asked += 1) expect((await fetch(hello.url)).status).toBe(200);
    expect((await installation.muster('status', '--json')).exit).toBe(9);

    await writeHello(installation, {slaves: 1, port});
    const mended = await installation.muster('apply', '-f', hello.file, '--yes', '--json');
    expect(mended.exit, mended.stderr).toBe(0);
    await untilAllUp(hello.balancer);
  });

  it('is brought in instance by instance where it passes', async () => {
    const hello = await runningHello({slaves: 1});
    const {installation, port} = hello;
    await writeHello(installation, {slaves: 1, port, recipe: fastRecipe.replace('/healthz', '/slow?ms=1')});
    const applied = await installation.muster('apply', '-f', hello.file, '--yes', '--json');
    expect(applied.exit, applied.stderr).toBe(0);
    const after = await configuration(hello);
    expect(after).toContain("uri '/slow?ms=1'");
    expect(after).not.toContain('track');
    expect((await installation.muster('status', '--json')).exit).toBe(0);
  });
});

/** As it is in the balancer's container. */
async function configuration({installation}: RunningHello): Promise<string> {
  const [balancer] = await installation.containers('label=muster.kind=proxy');
  return (await docker('exec', balancer as string, 'cat', '/etc/muster-proxy/haproxy.cfg')).join('\n');
}
