import {existsSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {ensureKeyFile} from '../../../src/adapters/secrets/key-file.js';
import {KeyFileRotation} from '../../../src/adapters/secrets/rotate-key.js';
import {SealedSecrets} from '../../../src/adapters/secrets/sealed-secrets.js';

const ref = {org: 'default', env: 'prod', app: null, name: 'token', version: 1};
let folder: string;
let keyPath: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-key-'));
  keyPath = join(folder, 'key');
  ensureKeyFile(keyPath);
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const secrets = () => new SealedSecrets({keyPath, env: {}});
const rotation = () => new KeyFileRotation({keyPath, env: {}});
const seal = async (by: {seal: SealedSecrets['seal']}) => ({...(await by.seal(ref, 'value')), createdAt: ''});

describe('the rotation of the key file', () => {
  it('puts a new key in the place of the old one and keeps that, readable by its owner alone', async () => {
    const old = readFileSync(keyPath, 'utf8');
    const next = await rotation().begin();
    const nextId = await next.keyId();
    const kept = await rotation().finish();
    expect(readFileSync(kept, 'utf8')).toBe(old);
    expect([keyPath, kept].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(await secrets().keyId()).toBe(nextId);
    expect(existsSync(`${keyPath}.next`)).toBe(false);
  });

  it('takes up the key that an interrupted rotation left, whatever moment that was', async () => {
    const byOld = await seal(secrets());
    const byNext = await seal(await rotation().begin());
    expect(await (await rotation().begin()).keyId()).toBe(byNext.keyId);
    expect([await rotation().open(byOld), await rotation().open(byNext)]).toEqual(['value', 'value']);
    await rotation().finish();
    expect([await rotation().open(byOld), await rotation().open(byNext)]).toEqual(['value', 'value']);
  });

  it('leaves a key from the environment alone', () => {
    expect(() => new KeyFileRotation({keyPath, env: {MUSTER_KEY: '0'.repeat(64)}})).toThrow(
      expect.objectContaining({code: 'KEY_ELSEWHERE', exitCode: 2}),
    );
  });
});
