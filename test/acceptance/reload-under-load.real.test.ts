import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {docker} from '../support/docker.js';
import {runningHello} from '../support/faults.js';
import {runLoad} from '../support/load.js';

const [requests, everyMs] = [10_000, 100];

describe(`${requests} requests through a balancer that is reloaded every ${everyMs} ms`, () => {
  it('all succeed', async () => {
    const hello = await runningHello();
    const [proxy] = await hello.installation.containers('label=muster.kind=proxy');
    let isLoading = true;
    const load = runLoad({url: hello.url, requests, connections: 50, rate: 1500}).finally(() => {
      isLoading = false;
    });
    const reloads: Promise<unknown>[] = [];
    while (isLoading) {
      reloads.push(docker('exec', proxy as string, 'kill', '-USR2', '1'));
      await sleep(everyMs);
    }
    await Promise.all(reloads);
    const {ok, kinds, p99Ms} = await load;
    console.log('reload under load', {ok, kinds, p99Ms, reloads: reloads.length});
    expect(kinds).toEqual({});
    expect(ok).toBe(requests);
    expect(reloads.length).toBeGreaterThan(20);
    expect((await docker('inspect', '-f', '{{.State.Running}} {{.RestartCount}}', proxy as string))[0]).toBe('true 0');
  });
});
