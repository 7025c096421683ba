import {chmodSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {ensureKeyFile, readKey} from '../../../src/adapters/secrets/key-file.js';
import {SealedSecrets} from '../../../src/adapters/secrets/sealed-secrets.js';
import type {SealedSecret} from '../../../src/core/ports/store.js';

const ref = {org: 'acme', env: 'prod', app: null, name: 'token', version: 1};
let directory: string;
let keyPath: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-secrets-'));
  keyPath = join(directory, 'state', 'key');
});
afterEach(() => rmSync(directory, {recursive: true, force: true}));

function withKey(key?: string): SealedSecrets {
  if (key === undefined) ensureKeyFile(keyPath);
  return new SealedSecrets({keyPath, env: key === undefined ? {} : {MUSTER_KEY: key}});
}

async function sealed(secrets: SealedSecrets, value: string): Promise<SealedSecret> {
  return {...(await secrets.seal(ref, value)), createdAt: '2026-01-01T00:00:00.000Z'};
}

it('opens what it sealed, whatever it was', async () => {
  const secrets = withKey();
  await fc.assert(
    fc.asyncProperty(fc.string({unit: 'grapheme'}), async (value) => {
      expect(await secrets.open(await sealed(secrets, value))).toBe(value);
    }),
  );
});

it('never seals to the same text twice, nor shows the value', async () => {
  const secrets = withKey();
  const [one, two] = [await sealed(secrets, 'hunter2'), await sealed(secrets, 'hunter2')];
  expect(one.ciphertext).not.toBe(two.ciphertext);
  expect(Buffer.from(one.ciphertext, 'base64').toString('latin1')).not.toContain('hunter2');
  expect(one).toMatchObject({...ref, keyId: await secrets.keyId()});
});

it('reads no more of a key file than a key may have', () => {
  ensureKeyFile(keyPath);
  truncateSync(keyPath, 3 * 1024 * 1024 * 1024);
  expect(() => readKey({keyPath, env: {}})).toThrow(`The key file ${keyPath} cannot be read: it is longer than 64 KiB.`);
});

it('makes the key file once, for its owner alone', () => {
  expect(ensureKeyFile(keyPath)).toBe(true);
  const key = readFileSync(keyPath, 'utf8');
  expect(key).toMatch(/^[0-9a-f]{64}\n$/);
  expect(statSync(keyPath).mode & 0o777).toBe(0o600);
  expect(ensureKeyFile(keyPath)).toBe(false);
  expect(readFileSync(keyPath, 'utf8')).toBe(key);
});

it('reads one key in each of its spellings, MUSTER_KEY before the file', async () => {
  const bytes = Buffer.alloc(32, 0xfb);
  const ids = await Promise.all(
    [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64').slice(0, 43), bytes.toString('base64url')].map(
      (key) => withKey(key).keyId(),
    ),
  );
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}$/);
  expect(ids[0]).not.toBe(await withKey().keyId());
});

it('KEY_MISSING without a key', async () => {
  await expect(new SealedSecrets({keyPath, env: {}}).keyId()).rejects.toMatchObject({code: 'KEY_MISSING', exitCode: 7});
});

it.each([0o640, 0o604, 0o660])('KEY_EXPOSED when the mode is %o', async (mode) => {
  ensureKeyFile(keyPath);
  chmodSync(keyPath, mode);
  await expect(new SealedSecrets({keyPath, env: {}}).keyId()).rejects.toMatchObject({
    code: 'KEY_EXPOSED',
    hint: expect.stringContaining(`chmod 600 ${keyPath}`),
  });
});

it('KEY_WRONG for what is not a key, without repeating it', async () => {
  const error = await withKey('hunter2')
    .keyId()
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({code: 'KEY_WRONG', exitCode: 7});
  expect(JSON.stringify([error, (error as Error).message])).not.toContain('hunter2');
});

it('KEY_WRONG for another key, naming both', async () => {
  const [mine, other] = [withKey(), withKey('ab'.repeat(32))];
  const secret = await sealed(mine, 'v');
  await expect(other.open(secret)).rejects.toMatchObject({
    code: 'KEY_WRONG',
    details: {sealedWith: await mine.keyId(), given: await other.keyId()},
  });
});

it.each([
  ['org', {org: 'other'}],
  ['env', {env: 'test'}],
  ['app', {app: 'blog'}],
  ['name', {name: 'other'}],
  ['version', {version: 2}],
] as const)('SECRET_BROKEN when its %s was exchanged', async (_what, change) => {
  const secrets = withKey();
  await expect(secrets.open({...(await sealed(secrets, 'v')), ...change})).rejects.toMatchObject({
    code: 'SECRET_BROKEN',
    exitCode: 7,
  });
});

it('SECRET_BROKEN when any bit of it flipped, or its end is missing', async () => {
  const secrets = withKey();
  const secret = await sealed(secrets, 'v');
  const bytes = Buffer.from(secret.ciphertext, 'base64');
  for (let index = 0; index < bytes.length; index += 1) {
    const flipped = Buffer.from(bytes);
    flipped[index] = flipped[index]! ^ (1 << (index % 8));
    await expect(secrets.open({...secret, ciphertext: flipped.toString('base64')})).rejects.toMatchObject({
      code: 'SECRET_BROKEN',
    });
    await expect(secrets.open({...secret, ciphertext: bytes.subarray(0, index).toString('base64')})).rejects.toMatchObject({
      code: 'SECRET_BROKEN',
    });
  }
});

it('generates as many bytes as asked, each time others', () => {
  const secrets = withKey();
  expect(Buffer.from(secrets.generate(32), 'base64url')).toHaveLength(32);
  expect(secrets.generate(32)).not.toBe(secrets.generate(32));
});
