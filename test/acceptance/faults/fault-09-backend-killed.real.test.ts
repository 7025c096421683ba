import {describe, expect, it} from 'vitest';
import {crashContainer, docker} from '../../support/docker.js';
import {runningHello, untilAllUp, untilBack, untilOut, type RunningHello} from '../../support/faults.js';
import {fastRecipe} from '../../support/hello.js';
import {inFlight, readExecutions, startMixedLoad} from '../../support/mixed-load.js';
import {until} from '../../support/until.js';

const victim = 'hello-slave-2';

describe('fault 9: a backend that is killed', () => {
  it('costs no read, doubles no write, and is out within a second', async () => {
    // A dead container's address vanishes, so that a check of it may hang until its timeout.
    const hello = await runningHello({recipe: fastRecipe.replace('timeout: 1s', 'timeout: 300ms')});
    const load = startMixedLoad(hello.url);
    await until('load under way', async () => (await served(hello)) > 300);
    const crashed = await hello.container(victim);
    const outMs = untilOut(hello.balancer, victim);
    await crashContainer(crashed);
    const killedAt = performance.now();
    const figures = {outMs: Math.round(await outMs)};
    await untilBack(hello.balancer, victim);
    const {gets, posts} = await load.stop();

    const executions = await readExecutions(await hello.installation.containers('label=muster.kind=instance'));
    const failed = posts.filter((post) => post.failure !== null);
    console.log('fault 9', {
      ...figures,
      gets: gets.ok,
      getsFailed: gets.kinds,
      posts: posts.length,
      postsFailed: failed.map((post) => post.failure),
    });
    expect(gets.kinds).toEqual({});
    expect(gets.ok).toBeGreaterThan(500);
    expect(figures.outMs).toBeLessThanOrEqual(1000);
    const late = failed.filter((post) => post.sentAt > killedAt + figures.outMs);
    expect(late, 'sent when it was out').toEqual([]);
    expect(failed.length).toBeLessThanOrEqual(inFlight(posts, {from: killedAt, to: killedAt + figures.outMs}));
    expect([...executions].filter(([, count]) => count > 1)).toEqual([]);
    expect(posts.filter((post) => post.failure === null && executions.get(post.id) !== 1)).toEqual([]);
  });

  it.each([
    {method: 'POST', most: 1},
    {method: 'GET', most: 2},
  ])('that a poison $method kills takes at most $most with it', async ({method, most}) => {
    const hello = await runningHello();
    await fetch(`${hello.url}crash`, {method}).catch(() => null);
    await until('a crash', async () => (await restarts(hello)) >= 1);
    await untilAllUp(hello.balancer);
    expect(await restarts(hello)).toBeLessThanOrEqual(most);
  });
});

async function restarts({installation}: RunningHello): Promise<number> {
  const names = await installation.containers('label=muster.kind=instance');
  const counts = await docker('inspect', '-f', '{{.RestartCount}}', ...names);
  return counts.reduce((sum, count) => sum + Number(count), 0);
}

async function served({balancer}: RunningHello): Promise<number> {
  const text = await balancer.ask('show info');
  return Number(/^CumReq: (\d+)/m.exec(text)?.[1] ?? 0);
}
