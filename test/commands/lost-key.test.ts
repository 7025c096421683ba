import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

describe('a key that is lost', {timeout: 120_000}, () => {
  it('is asked for by `init` where secrets are sealed with it, and no second one is made', async () => {
    const cli = await aCli();
    const path = join(cli.home, 'key');
    await cli.run('env create prod');
    rmSync(path);
    expect(await cli.run('init --json'), 'nothing is sealed').toMatchObject({exit: 0, json: {data: {created: [path]}}});
    await cli.run('secret set token --env prod', {input: 'a token of its own'});
    const key = readFileSync(path, 'utf8').trim();
    const {keyId} = (await cli.run('secret list --env prod --json')).json.data[0] ?? {};
    rmSync(path);
    const refused = await cli.run('init --json');
    expect(refused).toMatchObject({exit: 7, json: {error: {code: 'KEY_MISSING', details: {path, secrets: 1}}}});
    const [wanted] = refused.json.error.details.keys;
    expect(refused.json.error.message).toContain(wanted);
    if (keyId !== undefined) expect(wanted).toBe(keyId);
    expect(existsSync(path)).toBe(false);
    expect(await cli.run('init --json', {env: {MUSTER_KEY: key}})).toMatchObject({exit: 0, json: {data: {created: []}}});
  });
});
