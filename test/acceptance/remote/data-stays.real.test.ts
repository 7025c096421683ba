import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {overSsh, overTcp, writePage} from '../../rig/page.js';
import {aRig, type Rig} from '../../rig/rig.js';
import {openInstallation, testImages, type Installation} from '../../support/installation.js';
import {ensureTinyImage, tinyImage} from '../../support/tiny-image.js';

/** One instance that keeps data in a volume, on the first of two machines. */
let rig: Rig;
let installation: Installation;
const host = (name: string) => rig.hosts[name]!;
const container = async (name: string) => {
  return (await host(name).docker('ps', '-q', '--filter', 'label=muster.kind=instance')).trim();
};

beforeAll(async () => {
  const [{haproxy}] = await Promise.all([testImages(), ensureTinyImage()]);
  rig = await aRig('h1', 'h2');
  await rig.load(tinyImage, haproxy as string);
  installation = await openInstallation({env: rig.env});
  const file = await writePage(installation, {
    nodes: {'web-1': overSsh(rig, 'h1'), 'web-2': overSsh(rig, 'h2')},
    slaves: 0,
    volumes: {data: '/data'},
  });
  const applied = await installation.muster('apply', '-f', file, '--yes');
  expect(applied.exit, applied.stderr).toBe(0);
  await host('h1').docker('exec', await container('h1'), 'sh', '-c', 'echo kept > /data/file');
});
afterAll(async () => {
  await installation?.tearDown();
  await rig?.down();
});

describe('an instance with data on one of two machines', () => {
  it('keeps its node connected to its machine, however that is reached', async () => {
    const {muster} = installation;
    const instance = await container('h1');
    const swapped = await muster('node', 'update', 'web-2', '--connect', overTcp(rig, 'h1').connect, '--json');
    expect([swapped.exit, swapped.json.error.code]).toEqual([3, 'RULES_VIOLATED']);
    const codes = swapped.json.error.details.violations.map(({code}: {code: string}) => code);
    expect(codes).toEqual(['MACHINE_STAYS', 'NODE_ONE_ORG']);
    const way = await muster('node', 'update', 'web-1', '--connect', overTcp(rig, 'h1').connect, '--yes', '--json');
    expect(way.exit, way.stdout).toBe(0);
    expect(await container('h1')).toBe(instance);
    expect((await muster('node', 'update', 'web-1', '--connect', overSsh(rig, 'h1').connect, '--yes')).exit).toBe(0);
    expect(await container('h1')).toBe(instance);
  });

  it('is not moved by a drain, until its data is to be left where it is', async () => {
    const {muster} = installation;
    const refused = await muster('node', 'drain', 'web-1', '--yes', '--json');
    expect([refused.exit, refused.json.error.code]).toEqual([3, 'VOLUME_STAYS']);
    expect(refused.json.error.message).toContain('volume data (/data) stays on node web-1');
    expect(await host('h1').docker('exec', await container('h1'), 'cat', '/data/file')).toBe('kept');

    const [, ...words] = /muster node drain .*--leave-data/.exec(refused.json.error.hint)![0].split(' ');
    const moved = await muster(...words, '--yes');
    expect(moved.exit, moved.stderr).toBe(0);
    expect(await container('h1')).toBe('');
    expect(await host('h2').docker('exec', await container('h2'), 'busybox', 'ls', '/data')).toBe('');
    expect(await host('h1').docker('volume', 'ls', '-q')).toContain('-data');
  });
});
