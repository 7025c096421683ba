import {describe, expect, it} from 'vitest';
import {SystemClock} from '../../../src/adapters/clock/system-clock.js';
import {HaproxyProxy} from '../../../src/adapters/proxy/haproxy/haproxy-proxy.js';
import {crashContainer, docker} from '../../support/docker.js';
import {runningHello, untilAllUp, type RunningHello} from '../../support/faults.js';
import {isSoak} from '../../support/runs.js';
import {links} from '../../support/links.js';
import {until} from '../../support/until.js';

const reloads = 100;
const byProduct = isSoak ? reloads : 20;

describe(`fault 13: ${reloads} reloads, then a kill`, () => {
  it('does not keep the balancer from being restarted', async () => {
    const hello = await runningHello({slaves: 1});
    const [proxy] = await hello.installation.containers('label=muster.kind=proxy');
    const before = await inspect(proxy as string);
    for (let round = 0; round < byProduct; round += 1) await reload(hello);
    const rest = `i=${byProduct}; while [ $i -lt ${reloads} ]; do kill -USR2 1; sleep 0.05; i=$((i + 1)); done`;
    await docker('exec', proxy as string, 'sh', '-c', rest);
    expect(await inspect(proxy as string)).toEqual(before);

    await crashContainer(proxy as string);
    const backMs = Math.round(
      await until(
        'answers',
        () =>
          fetch(hello.url).then(
            ({ok}) => ok,
            () => false,
          ),
        {everyMs: 20},
      ),
    );
    await untilAllUp(hello.balancer);
    console.log('fault 13', {backMs});
    expect(await inspect(proxy as string)).toEqual({...before, restarts: before.restarts + 1});
  });
});

const state = async (proxy: string) =>
  (await docker('inspect', '-f', '{{.State.Running}} {{.HostConfig.RestartPolicy.Name}} {{.RestartCount}}', proxy))[0]?.split(
    ' ',
  ) ?? [];

async function inspect(proxy: string): Promise<{readonly running: string; readonly policy: string; readonly restarts: number}> {
  const [running = '', policy = '', restarts = ''] = await state(proxy);
  return {running, policy, restarts: Number(restarts)};
}

/** By the adapter: a hundred starts of the command would take a minute and prove nothing more. */
async function reload({installation}: RunningHello): Promise<void> {
  const proxy = new HaproxyProxy({
    links: links(),
    clock: new SystemClock(),
    image: 'unused',
    stateDirectory: `${installation.home}/state`,
  });
  await proxy.reload({org: 'default', name: 'web-1', connect: 'local'} as Parameters<HaproxyProxy['reload']>[0], installation.id);
}
