import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {docker, realEngine, type RealEngine} from '../../support/real-engine.js';
import {tinyImage} from '../../support/tiny-image.js';
import {engineContract} from './engine-contract.js';

engineContract('compose', async () => {
  const rig = await realEngine();
  return {
    ...rig,
    image: tinyImage,
    hostPort: 21500,
    command: (name) => ['sh', '-c', `echo started ${name}; exec sleep 3600`],
    sicken: (spec) => ({...spec, healthcheck: {...spec.healthcheck, test: ['false']}}),
  };
});

describe('ComposeEngine with real containers', () => {
  let rig: RealEngine;
  beforeAll(async () => {
    rig = await realEngine();
  });
  afterAll(async () => rig.dispose());

  it('reports the last lines, the last probe and the restarts of a container that crashes, and none of its secrets', async () => {
    const ref = {org: 'acme', env: 'prod', app: null, name: 'S', version: 1};
    const crashing = rig.spec('crash', {
      environment: {S: [{secret: ref}]},
      command: ['sh', '-c', 'echo "using $S"; exit 3'],
      minHealthyMs: 1000,
    });
    await expect(rig.start([crashing], new Map([['acme/prod/*/S@1', 'hunter22']]))).rejects.toMatchObject({
      code: 'UNHEALTHY',
      exitCode: 6,
      message: expect.stringContaining('restarted'),
      details: {container: 'crash', restarts: 3, log: expect.arrayContaining(['using ••••'])},
    });
  });

  it('notices a container that has no working check and dies after it was healthy', async () => {
    const began = Date.now();
    const dying = rig.spec('dying', {command: ['sh', '-c', 'sleep 0.7; exit 1'], minHealthyMs: 2000});
    await expect(rig.start([dying])).rejects.toMatchObject({code: 'UNHEALTHY', details: {restarts: 3}});
    expect(Date.now() - began).toBeLessThan(2000 + 5000);
  });

  it('reports what the last probe said', async () => {
    const sick = rig.spec('sick', {
      healthcheck: {test: 'echo not ready yet; false', intervalMs: 100, timeoutMs: 500, retries: 2, startPeriodMs: 0},
    });
    await expect(rig.start([sick])).rejects.toMatchObject({
      code: 'UNHEALTHY',
      details: {status: 'unhealthy', probe: 'not ready yet'},
    });
  });

  it('gives up an image that nobody has within five seconds', async () => {
    const began = Date.now();
    await expect(rig.engine.ensureImage(rig.node, '127.0.0.1:21999/nosuch/image:1')).rejects.toMatchObject({
      code: 'IMAGE_PULL_FAILED',
      exitCode: 7,
      details: {reason: 'offline'},
    });
    expect(await rig.engine.readImage(rig.node, 'nosuch/image:1')).toBeNull();
    expect(Date.now() - began).toBeLessThan(5000);
  });

  it('names the image that is missing and starts nothing', async () => {
    await expect(rig.start([rig.spec('lost', {image: 'muster-test-nosuch:1'})])).rejects.toMatchObject({
      code: 'IMAGE_MISSING',
      details: {image: 'muster-test-nosuch:1'},
    });
    expect((await rig.observed()).map((container) => container.name)).not.toContain('lost');
  });

  it('keeps named volumes until the project is removed with them', async () => {
    const volume = `${rig.installation}-data`;
    const keeping = rig.spec('keeping', {volumes: [{kind: 'volume', source: volume, path: '/data'}], network: {kind: 'host'}});
    await rig.start([keeping]);
    await rig.engine.ensureProjectRemoved(rig.node, rig.project, false);
    expect(await docker('volume', 'ls', '-q', '--filter', rig.label)).toBe(volume);
    await rig.engine.ensureProjectRemoved(rig.node, rig.project, true);
    expect(await docker('volume', 'ls', '-q', '--filter', rig.label)).toBe('');
  });

  it('stops a container with the grace that is given', async () => {
    const polite = rig.spec('polite', {command: ['sh', '-c', 'trap "echo bye; exit 0" TERM; while :; do sleep 0.1; done']});
    await rig.start([polite]);
    await rig.engine.ensureStopped({node: rig.node, project: rig.project, names: ['polite'], stopGraceMs: 5000});
    const [container] = await rig.observed();
    expect(await docker('inspect', '-f', '{{.State.ExitCode}}', container?.id ?? '')).toBe('0');
  });

  it('tells whose ports are taken by others, and leaves its own out', async () => {
    const id = await docker('run', '-d', '-p', '127.0.0.1:21501:80', '--label', `enginetest=${rig.installation}`, tinyImage);
    try {
      const ports = await rig.engine.readForeignPorts(rig.node, rig.installation);
      expect(ports.get(21501)).toBe(await docker('inspect', '-f', '{{slice .Name 1}}', id));
    } finally {
      await docker('rm', '-f', id);
    }
  });

  it('follows a log until the reader has enough', async () => {
    await rig.start([
      rig.spec('talker', {command: ['sh', '-c', 'while :; do echo tick; sleep 0.1; done']}),
      rig.spec('second', {command: ['sh', '-c', 'while :; do echo tock; sleep 0.1; done']}),
    ]);
    const seen = new Set<string>();
    for await (const line of rig.engine.readLogs({
      node: rig.node,
      project: rig.project,
      names: ['talker', 'second'],
      tail: 0,
      follow: true,
    })) {
      seen.add(line);
      if (seen.size === 2) break;
    }
    expect([...seen].sort()).toEqual(['second | tock', 'talker | tick']);
  });

  it('stops waiting when it is aborted', async () => {
    const abort = new AbortController();
    const slow = rig.spec('slow', {
      healthcheck: {test: ['false'], intervalMs: 1000, timeoutMs: 1000, retries: 9, startPeriodMs: 60_000},
    });
    const starting = rig.engine.ensureRunning({
      node: rig.node,
      project: {name: rig.project, containers: [slow]},
      names: ['slow'],
      secrets: new Map(),
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(), 1000);
    await expect(starting).rejects.toMatchObject({code: 'INTERRUPTED', exitCode: 130});
  });

  it('observes fast, and does nothing fast when nothing is to do', async () => {
    const wanted = [rig.spec('talker', {command: ['sh', '-c', 'while :; do echo tick; sleep 0.1; done']})];
    await rig.start(wanted);
    const took = await median(11, () => rig.start(wanted));
    const looked = await median(11, () => rig.observed());
    expect(took).toBeLessThan(50);
    expect(looked).toBeLessThan(30);
  });
});

async function median(times: number, act: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    await act();
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}
