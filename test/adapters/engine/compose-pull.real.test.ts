import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import {docker, realEngine, type RealEngine} from '../../support/real-engine.js';
import {aRegistry} from '../../support/registry.js';

let rig: RealEngine;
beforeAll(async () => {
  rig = await realEngine();
});
afterAll(() => rig.dispose());

const refusal = (image: string) =>
  rig.engine.ensureImage(rig.node, image).then(
    () => {
      throw new Error('it was pulled');
    },
    (error: unknown) => error as {code: string; exitCode: number; message: string; hint: string; details: {reason: string}},
  );

describe('pulling', () => {
  it('brings an image and says which one it is', async () => {
    const {host} = await aRegistry();
    const image = `${host}/app/tiny:1`;
    onTestFinished(async () => void (await docker('rmi', image)));
    const id = await rig.engine.ensureImage(rig.node, image);
    expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await rig.engine.readImage(rig.node, image)).toBe(id);
  });

  it('tells a tag that is not there', async () => {
    const {host} = await aRegistry();
    expect(await refusal(`${host}/app/tiny:2`)).toMatchObject({
      code: 'IMAGE_PULL_FAILED',
      exitCode: 7,
      message: expect.stringContaining('its registry has no such tag'),
      hint: `docker pull ${host}/app/tiny:2`,
      details: {reason: 'no-such-tag'},
    });
  });

  it('tells a registry that wants a login, and the command for it', async () => {
    const {host} = await aRegistry();
    expect(await refusal(`${host}/private/app:1`)).toMatchObject({
      code: 'IMAGE_PULL_FAILED',
      exitCode: 7,
      hint: `docker login ${host}`,
      details: {reason: 'login'},
    });
  });

  it('stops when it is told to', async () => {
    const {host} = await aRegistry();
    const stop = new AbortController();
    stop.abort('SIGINT');
    await expect(rig.engine.ensureImage(rig.node, `${host}/app/tiny:1`, stop.signal)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});
