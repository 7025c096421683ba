import {describe, expect, it} from 'vitest';
import {docker} from '../../support/docker.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation, type Installation} from '../../support/installation.js';
import {runningHello} from '../../support/faults.js';

const apply = async (installation: Installation, file: string) => {
  const began = performance.now();
  const result = await installation.muster('apply', '-f', file, '--yes', '--json');
  return {...result, tookMs: performance.now() - began};
};

describe('fault 5: an image that is nowhere', () => {
  it('is refused before anything is created', async () => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation, {version: '9.9.9'});
    const before = (await installation.muster('plan', '-f', file, '--json')).json;
    const {exit, json, tookMs} = await apply(installation, file);
    expect(exit).toBe(7);
    expect(json.error).toMatchObject({code: 'IMAGE_PULL_FAILED'});
    expect(JSON.stringify(json.error)).toContain('muster-hello:9.9.9');
    expect(tookMs).toBeLessThan(5000);
    expect(await installation.containers()).toEqual([]);
    expect(await docker('network', 'ls', '-q', '--filter', `label=muster.installation=${installation.id}`)).toEqual([]);
    expect((await installation.muster('plan', '-f', file, '--json')).json).toEqual(before);
  });

  it('leaves what runs, and the store, as they were', async () => {
    const {installation, port, file} = await runningHello({slaves: 1});
    const state = async () =>
      docker(
        'ps',
        '-a',
        '--no-trunc',
        '--filter',
        `label=muster.installation=${installation.id}`,
        '--format',
        '{{.ID}} {{.Names}}',
      );
    const containers = await state();
    const exported = async () => (await installation.muster('topology', 'export', '--json')).json;
    const topology = await exported();
    await writeHello(installation, {port, slaves: 1, version: '9.9.9'});
    const {exit, json} = await apply(installation, file);
    expect([exit, json.error.code]).toEqual([7, 'IMAGE_PULL_FAILED']);
    expect(await state()).toEqual(containers);
    expect(topology).toHaveProperty('data');
    expect(await exported()).toEqual(topology);
    await writeHello(installation, {port, slaves: 1});
    expect((await installation.muster('plan', '-f', file, '--json')).json.data).toMatchObject({changed: false, changes: []});
  });
});
