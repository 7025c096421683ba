import {readFile} from 'node:fs/promises';
import {networkInterfaces} from 'node:os';
import {describe, expect, it} from 'vitest';
import {docker} from '../../support/docker.js';
import {fastRecipe, writeHello} from '../../support/hello.js';
import {anInstallation, freePort, testImages, type Installation} from '../../support/installation.js';

const recipe = `${fastRecipe}services: {cache: {kind: redis}}\n`;

async function withCache(installation: Installation, cache: object): Promise<string> {
  const {file} = await writeHello(installation, {slaves: 1, recipe});
  const topology = JSON.parse(await readFile(file, 'utf8'));
  topology.envs.demo.services = {cache: {kind: 'redis', ...cache}};
  return installation.write('cluster.json', JSON.stringify(topology));
}

/** An address of this machine that instances reach too. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({family, internal}) => family === 'IPv4' && !internal)?.address as string;
}

describe('what an app depends on', () => {
  it('is asked before anything moves: no instance starts beside an external service that nobody answers for', async () => {
    const installation = await anInstallation();
    const file = await withCache(installation, {url: `redis://${ownAddress()}:${await freePort()}`});
    const applied = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect(applied).toMatchObject({
      exit: 7,
      json: {error: {code: 'SERVICE_DOWN', message: expect.stringMatching(/service cache of demo .*nothing listens there/)}},
    });
    expect(await installation.containers('label=muster.kind=instance')).toEqual([]);
  });

  it('is asked by app status, status and doctor: a managed service that was stopped is named by all', async () => {
    const installation = await anInstallation();
    const file = await withCache(installation, {managed: {node: 'web-1', image: (await testImages())['redis']}});
    const applied = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect(applied.exit, applied.stderr).toBe(0);
    expect((await installation.muster('app', 'status', 'hello', '--env', 'demo', '--json')).exit).toBe(0);
    const [cache] = await installation.containers('label=muster.kind=service');
    await docker('stop', '-t', '1', cache as string);

    const down = {code: 'SERVICE_DOWN', message: expect.stringContaining('its container is exited')};
    const status = await installation.muster('app', 'status', 'hello', '--env', 'demo', '--json');
    expect(status.exit).toBe(9);
    expect(status.json.data.problems).toContainEqual(expect.objectContaining(down));
    expect(status.json.data.levels).toContainEqual(expect.objectContaining({level: 'dependencies', result: 'fail'}));
    expect((await installation.muster('status', '--json')).json.data.problems).toContainEqual(expect.objectContaining(down));
    const doctor = await installation.muster('doctor', '--json');
    expect(doctor.exit).toBe(9);
    expect(doctor.json.data).toContainEqual(expect.objectContaining({...down, result: 'fail'}));

    expect((await installation.muster('apply', '-f', file, '--yes')).exit).toBe(0);
    expect((await installation.muster('app', 'status', 'hello', '--env', 'demo', '--json')).exit).toBe(0);
  });
});
