import {describe, expect, it} from 'vitest';
import {docker} from '../../support/docker.js';
import {runningHello, untilBack, untilOut, type RunningHello} from '../../support/faults.js';
import {startMixedLoad} from '../../support/mixed-load.js';

const victim = 'hello-slave-3';
const [fall, intervalMs] = [2, 200];

describe('fault 11: a health check that answers 500', () => {
  it(`takes the instance out within ${fall} intervals and half a second, without a failed request`, async () => {
    const hello = await runningHello();
    const load = startMixedLoad(hello.url);
    const port = await hostPort(hello);
    await fetch(`http://127.0.0.1:${port}/fail-health`);
    const outMs = Math.round(await untilOut(hello.balancer, victim));
    await fetch(`http://127.0.0.1:${port}/fail-health`);
    const backMs = Math.round(await untilBack(hello.balancer, victim));
    const {gets, posts} = await load.stop();
    const failed = posts.filter((post) => post.failure !== null);
    console.log('fault 11', {
      outMs,
      backMs,
      gets: gets.ok,
      getsFailed: gets.kinds,
      posts: posts.length,
      postsFailed: failed.length,
    });
    expect(outMs).toBeLessThanOrEqual(fall * intervalMs + 500);
    expect(gets.kinds).toEqual({});
    expect(failed).toEqual([]);
  });
});

async function hostPort(hello: RunningHello): Promise<string> {
  const [binding] = await docker('port', await hello.container(victim), '8080');
  return String(binding).split(':').at(-1) as string;
}
