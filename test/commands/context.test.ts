import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

describe('the context', {timeout: 60_000}, () => {
  it('says what no flag and no variable says, in that order', async () => {
    const cli = await aCli();
    for (const line of ['org create acme', 'env create blue --org acme', 'env create green --org acme']) await cli.run(line);
    expect((await cli.run('context set org=Acme env=blue --json')).json.data).toMatchObject({
      changed: true,
      context: {org: 'acme', env: 'blue'},
    });
    expect((await cli.run('env list --output name')).stdout).toBe('blue\ngreen\n');
    expect((await cli.run('config set TZ=UTC --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('config list --env blue --output name')).stdout).toBe('TZ\n');
    expect((await cli.run('config list --output name', {env: {MUSTER_ENV: 'green'}})).stdout).toBe('');
    expect((await cli.run('config list --env blue --output name', {env: {MUSTER_ENV: 'green'}})).stdout).toBe('TZ\n');
    expect((await cli.run('env list --org default --json')).json.data).toEqual([]);
    expect((await cli.run('context show --json', {env: {MUSTER_ENV: 'green'}})).json.data).toEqual([
      {key: 'store', value: null, source: null},
      {key: 'cluster', value: null, source: null},
      {key: 'org', value: 'acme', source: join(cli.home, 'context.json')},
      {key: 'workspace', value: null, source: null},
      {key: 'env', value: 'green', source: 'MUSTER_ENV'},
    ]);
    expect((await cli.run('context unset org env --json')).json.data).toMatchObject({changed: true, context: {}});
    expect(await cli.run('context unset org --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect((await cli.run('context unset org --missing-ok --json')).json.data).toMatchObject({changed: false});
    expect((await cli.run('env list --json')).json.data).toEqual([]);
  });

  it('is one file, for its user alone, of which MUSTER_CONTEXT chooses another', async () => {
    const cli = await aCli();
    const other = join(cli.home, 'deep', 'er', 'other.json');
    const env = {MUSTER_CONTEXT: other};
    expect((await cli.run('context set org=default --dry-run --json', {env})).json.data).toMatchObject({changed: true});
    expect((await cli.run('context show --json', {env})).json.data[2]).toMatchObject({value: null});
    await cli.run('context set org=default', {env});
    expect(statSync(other).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(other, 'utf8'))).toEqual({org: 'default'});
    expect((await cli.run('context show --json')).json.data[2]).toMatchObject({value: null});
  });

  it('names a store, whose password is never shown', async () => {
    const cli = await aCli();
    const another = await aCli();
    await another.run('node add far --connect local');
    await cli.run(`context set store=${join(another.home, 'muster.db')}`);
    expect((await cli.run('node list --output name')).stdout).toBe('far\n');
    expect((await cli.run('node list --output name', {env: {MUSTER_STORE: join(cli.home, 'muster.db')}})).stdout).toBe('');
    const set = await cli.run('context set store=mysql://muster:s3cret@db.internal/muster --json');
    const shown = await cli.run('context show');
    expect(set.stdout + shown.stdout).not.toContain('s3cret');
    expect(shown.stdout).toContain('mysql://muster');
  });

  it.each([
    ['context set orgg=acme', 2, 'CONTEXT_KEY_UNKNOWN', 'Did you mean org?'],
    ['context set org', 2, 'VALUE_INVALID', 'KEY=VALUE'],
    ['context set org=acme', 4, 'NOT_FOUND', 'muster org list'],
    ['context set env=prod', 4, 'NOT_FOUND', 'muster env list'],
    ['context set workspace=lab', 4, 'NOT_FOUND', 'muster workspace list'],
    ['context set cluster=SERVER01', 2, 'CONTEXT_CLUSTER', 'muster cluster switch SERVER01'],
    ['context set store=redis://h', 2, 'STORE_ADDRESS_INVALID', 'mysql://USER@HOST/DATABASE'],
    ['context unset all', 4, 'NOT_FOUND', 'muster context show shows all'],
    ['context unset env', 4, 'NOT_FOUND', 'muster context show shows all'],
  ])('`muster %s` is refused and nothing is kept', async (line, exit, code, hint) => {
    const cli = await aCli();
    expect(await cli.run(`${line} --json`)).toMatchObject({exit, json: {error: {code, hint: expect.stringContaining(hint)}}});
    expect((await cli.run('context show --json')).json.data.every(({value}: {value: unknown}) => value === null)).toBe(true);
  });

  it.each([
    ['', null, 'blank'],
    ['{"org": "ac', null, 'JSON'],
    ['["org"]', null, 'no object'],
    ['{"evn": "prod"}', 'evn', 'did you mean env?'],
    ['{"env": 3}', 'env', 'no text'],
    ['{"org": ""}', 'org', 'no text'],
    ['{"env": "a b"}', 'env', 'env must be 1 to 63 of a-z, 0-9 and -'],
    ['{"workspace": "a\\u001b[2J"}', 'workspace', String.raw`not "a\u001b[2J"`],
    ['{"cluster": "prod-01"}', 'cluster', 'cluster must be 1 to 20 letters, digits and _'],
    ['{"store": "a\\nb"}', 'store', 'store must be the address of a store: '],
  ])('that holds %j is told with its file and key, and taken for nothing else', async (text, key, problem) => {
    const cli = await aCli();
    const path = join(cli.home, 'context.json');
    writeFileSync(path, text);
    for (const line of ['node list', 'node add web-1 --connect local'])
      expect(await cli.run(`${line} --json`)).toMatchObject({
        exit: 2,
        json: {error: {code: 'CONTEXT_BROKEN', message: expect.stringContaining(problem), details: {path, key}}},
      });
    for (const line of ['init', 'context show'])
      expect(await cli.run(`${line} --json`), line).toMatchObject({
        exit: 0,
        json: {warnings: [{code: 'CONTEXT_BROKEN', message: expect.stringContaining(problem)}]},
      });
    const doctor = await cli.run('doctor --json');
    expect(doctor).toMatchObject({
      exit: 9,
      json: {data: expect.arrayContaining([expect.objectContaining({code: 'CONTEXT_BROKEN'})])},
    });
    for (const line of ['version', '--help', 'node list --help', 'help exit-codes', 'completion bash'])
      expect(await cli.run(line), line).toMatchObject({exit: 0});
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(await cli.run('context unset env --dry-run --json')).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(await cli.run('context unset env --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: true, context: {}}, warnings: [{code: 'CONTEXT_BROKEN'}]},
    });
    expect((await cli.run('node list --json')).exit).toBe(0);
  });

  it('keeps what can be used of it when it is mended', async () => {
    const cli = await aCli();
    const path = join(cli.home, 'context.json');
    writeFileSync(path, '{"org": "default", "evn": "prod", "workspace": 3}');
    expect(await cli.run('context unset env --json')).toMatchObject({exit: 0, json: {data: {context: {org: 'default'}}}});
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({org: 'default'});
  });
});
