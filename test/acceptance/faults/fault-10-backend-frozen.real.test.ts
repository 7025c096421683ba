import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it, onTestFinished} from 'vitest';
import {docker} from '../../support/docker.js';
import {runningHello, untilBack, untilOut} from '../../support/faults.js';
import {fastRecipe} from '../../support/hello.js';
import {readExecutions, startMixedLoad} from '../../support/mixed-load.js';

const victim = 'hello-slave-1';
const frozenMs = 10_000;

describe('fault 10: a backend that freezes', () => {
  it('costs no read, is out within two seconds and back within two', async () => {
    const hello = await runningHello({recipe: fastRecipe.replace('timeout: 1s', 'timeout: 600ms')});
    const load = startMixedLoad(hello.url);
    await sleep(1000);
    const [pid] = await docker('inspect', '-f', '{{.State.Pid}}', await hello.container(victim));
    onTestFinished(() => thaw(Number(pid)));
    process.kill(Number(pid), 'SIGSTOP');
    const outMs = Math.round(await untilOut(hello.balancer, victim));
    await sleep(frozenMs - outMs);
    thaw(Number(pid));
    const backMs = Math.round(await untilBack(hello.balancer, victim));
    const {gets, posts} = await load.stop();

    const executions = await readExecutions(await hello.installation.containers('label=muster.kind=instance'));
    console.log('fault 10', {
      outMs,
      backMs,
      gets: gets.ok,
      getsFailed: gets.kinds,
      postsFailed: posts.filter((post) => post.failure !== null).length,
    });
    expect(gets.kinds).toEqual({});
    expect(outMs).toBeLessThanOrEqual(2000);
    expect(backMs).toBeLessThanOrEqual(2000);
    expect([...executions].filter(([, count]) => count > 1)).toEqual([]);
  });
});

function thaw(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It has ended meanwhile.
  }
}
