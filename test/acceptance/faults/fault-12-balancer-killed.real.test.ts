import {describe, expect, it} from 'vitest';
import {crashContainer, docker} from '../../support/docker.js';
import {runningHello, untilAllUp, type RunningHello} from '../../support/faults.js';
import {runLoad} from '../../support/load.js';
import {until} from '../../support/until.js';

const configuration = '/etc/muster-proxy/haproxy.cfg';

describe('fault 12: a balancer that is killed', () => {
  it('is back within two seconds with the same configuration and weights', async () => {
    const hello = await runningHello({balance: 'weighted', weights: {master: 1, slave: 3}});
    const proxy = await proxyContainer(hello);
    const look = async () => ({servers: await hello.balancer.servers(), text: await docker('exec', proxy, 'cat', configuration)});
    const before = await look();
    expect(new Set(before.servers.map(({weight}) => weight)).size).toBe(2);

    await crashContainer(proxy);
    const backMs = Math.round(await until('answers', () => answers(hello.url), {everyMs: 20}));
    await untilAllUp(hello.balancer);
    console.log('fault 12', {backMs});
    expect(backMs).toBeLessThanOrEqual(2000);
    expect(await look()).toEqual(before);
    expect((await runLoad({url: hello.url, requests: 200, connections: 4})).kinds).toEqual({});
    expect((await hello.installation.muster('plan', '-f', hello.file, '--json')).json.data.changed).toBe(false);
  });
});

async function proxyContainer({installation}: RunningHello): Promise<string> {
  return (await installation.containers('label=muster.kind=proxy'))[0] as string;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, {signal: AbortSignal.timeout(500)}).then(
    (response) => response.ok,
    () => false,
  );
}
