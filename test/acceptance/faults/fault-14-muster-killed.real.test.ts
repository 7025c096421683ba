import {describe, expect, it} from 'vitest';
import {docker} from '../../support/docker.js';
import {
  expectConverged,
  expectUnlocked,
  inParallel,
  killAfter,
  openOperations,
  recover,
  runningHello,
} from '../../support/faults.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation, type Installation} from '../../support/installation.js';
import {startMixedLoad} from '../../support/mixed-load.js';
import {isSoak} from '../../support/runs.js';

const moments = (count: number, mostMs: number) =>
  Array.from({length: count}, (_, index) => Math.round((mostMs * (index + Math.random())) / count));

describe('fault 14: a Muster that is killed', () => {
  it('at any moment of the first apply: the next one converges', {timeout: 900_000}, async () => {
    await inParallel(moments(isSoak ? 20 : 5, 4000), 3, async (ms) => {
      const installation = await anInstallation();
      const {file} = await writeHello(installation, {slaves: 3});
      await killAfter(installation.spawn('apply', '-f', file, '--yes'), ms);
      await applyAtMostTwice(installation, file, `killed after ${ms} ms`);
      await expectConverged(installation, file);
      expect(await openOperations(installation)).toEqual([]);
    });
  });

  it(
    'at any moment of a replacement of every instance: no read fails, and all but one are always up',
    {timeout: 900_000},
    async () => {
      const hello = await runningHello();
      const load = startMixedLoad(hello.url, {connections: 50, gets: 200, posts: 20});
      const watch = watchRunning(hello.installation);
      for (const [round, ms] of moments(isSoak ? 20 : 5, 8000).entries()) {
        await writeHello(hello.installation, {port: hello.port, slaves: 3, config: {ROUND: String(round)}});
        await killAfter(hello.installation.spawn('apply', '-f', hello.file, '--yes'), ms);
        await applyAtMostTwice(hello.installation, hello.file, `killed after ${ms} ms`);
        await expectConverged(hello.installation, hello.file);
      }
      const fewest = await watch.stop();
      const {gets, posts} = await load.stop();
      const failed = posts.flatMap(({failure}) => (failure === null ? [] : [failure]));
      console.log('fault 14', {fewest, gets: gets.ok, getsFailed: gets.kinds, posts: posts.length, postsFailed: failed});
      expect(gets.kinds).toEqual({});
      expect(failed).toEqual([]);
      expect(fewest).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('a resume after a kill', () => {
  it('ends in the declared state with no orphan container, port or lock', {timeout: 900_000}, async () => {
    await inParallel(moments(isSoak ? 10 : 4, 4000), 4, async (ms) => {
      const installation = await anInstallation();
      const {file} = await writeHello(installation, {slaves: 3});
      await killAfter(installation.spawn('apply', '-f', file, '--yes'), ms);
      const recovered = await recover(installation, file);
      expect(recovered.exit, `killed after ${ms} ms: ${recovered.stdout}${recovered.stderr}`).toBe(0);
      await expectConverged(installation, file);
      await expectUnlocked(installation);
      const bindings = await docker(
        'ps',
        '-a',
        '--filter',
        `label=muster.installation=${installation.id}`,
        '--filter',
        'label=muster.kind=instance',
        '--format',
        '{{.Ports}}',
      );
      expect(new Set(bindings).size).toBe(4);
    });
  });
});

async function applyAtMostTwice(installation: Installation, file: string, what: string): Promise<void> {
  const first = await installation.muster('apply', '-f', file, '--yes', '--json');
  if (first.exit === 0) return;
  console.log(what, 'first try', first.json?.error ?? first.stderr);
  const second = await installation.muster('apply', '-f', file, '--yes', '--json');
  expect(second.exit, `${what}: ${second.stdout}${second.stderr}`).toBe(0);
}

/** The fewest instances that docker showed as running at once. */
function watchRunning(installation: Installation): {stop(): Promise<number>} {
  let fewest = Number.POSITIVE_INFINITY;
  let isWatching = true;
  const watching = (async () => {
    while (isWatching) {
      fewest = Math.min(fewest, (await installation.containers('label=muster.kind=instance', 'status=running')).length);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    stop: async () => {
      isWatching = false;
      await watching;
      return fewest;
    },
  };
}
