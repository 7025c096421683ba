import {describe, expect, it, onTestFinished} from 'vitest';
import {docker} from '../support/docker.js';
import {runningHello} from '../support/faults.js';
import type {Installation} from '../support/installation.js';

/** A version of the demonstration app that ends as soon as it starts. */
async function brokenVersion({id}: Installation): Promise<string> {
  const version = `broken-${id.slice(0, 8)}`;
  const [container = ''] = await docker('create', 'muster-hello:1.0.0');
  await docker('commit', '--change', 'ENTRYPOINT ["/bin/false"]', '--change', 'CMD []', container, `muster-hello:${version}`);
  await docker('rm', container);
  onTestFinished(async () => void (await docker('rmi', '-f', `muster-hello:${version}`)));
  return version;
}

describe('a release that failed half way', () => {
  it('is not rolled onto the healthy master by a restart, and goes back by the command that is told', async () => {
    const {installation, container, url} = await runningHello({slaves: 2, env: 'prod'});
    const version = await brokenVersion(installation);
    const runningMaster = async () =>
      docker('inspect', '-f', '{{.Id}} {{.State.StartedAt}} {{.Config.Image}}', await container('hello-master-1'));
    const master = await runningMaster();
    const failed = await installation.muster('app', 'deploy', 'hello', '--env', 'prod', '--version', version, '--yes', '--json');
    expect(failed.exit).toBe(6);
    const {resume, back} = failed.json.error.details as {readonly resume: string; readonly back: readonly string[]};
    expect(back).toEqual(['muster app deploy hello --env prod --version 1.0.0']);

    const restart = await installation.muster('app', 'restart', 'hello', '--env', 'prod', '--yes');
    expect(restart.exit).toBe(5);
    for (const told of [restart.stderr, (await installation.muster('status')).stdout]) {
      expect(told).toContain(resume);
      expect(told).toContain(back[0]);
    }
    expect(await runningMaster()).toEqual(master);
    expect((await fetch(url)).status).toBe(200);

    const [, ...words] = back[0]!.split(' ');
    const mended = await installation.muster(...words, '--yes');
    expect(mended.exit, mended.stderr).toBe(0);
    expect(await runningMaster()).toEqual(master);
    expect((await installation.muster('status', '--json')).json.data).toMatchObject({healthy: true, operations: []});
    const again = await installation.muster('app', 'restart', 'hello', '--env', 'prod', '--yes');
    expect(again.exit, again.stderr).toBe(0);
  });
});
