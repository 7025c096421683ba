import {setTimeout as sleep} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {runningHello} from '../../support/faults.js';

it('a request that comes while no instance is up waits for one, and is refused when none comes', async () => {
  const {url, balancer} = await runningHello({slaves: 0});
  const set = (state: string) => balancer.ask(`set server default.demo.hello.http/hello-master-1 state ${state}`);
  await set('maint');
  const answer = fetch(url);
  await sleep(300);
  await set('ready');
  expect((await answer).status).toBe(200);
  await set('maint');
  expect((await fetch(url)).status).toBe(503);
});
