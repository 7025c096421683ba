import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

describe('a variable in the place of a flag', {timeout: 120_000}, () => {
  it.each(['true', '1', 'yes', 'on', ' ON ', 'True'])('says yes with %j', async (word) => {
    const cli = await aCli();
    const dry = await cli.run('env create prod --json', {env: {MUSTER_DRY_RUN: word}});
    expect(dry).toMatchObject({exit: 0, json: {data: {changed: true, dryRun: true}}});
    expect((await cli.run('env list --json')).json.data).toEqual([]);
    expect((await cli.run('audit list --json')).json.data).toEqual([]);
  });

  it.each(['false', '0', 'no', 'off', 'OFF', ''])('says no with %j', async (word) => {
    const cli = await aCli();
    expect(await cli.run('env create prod --json', {env: {MUSTER_DRY_RUN: word}})).toMatchObject({exit: 0});
    expect((await cli.run('env list --json')).json.data).toHaveLength(1);
  });

  it.each([
    ['MUSTER_DRY_RUN', 'maybe', 'it must be true or false; 1, yes, on and 0, no, off are understood too.'],
    ['MUSTER_YES', 'ja', 'it must be true or false; 1, yes, on and 0, no, off are understood too.'],
    ['MUSTER_QUIET', '2', 'it must be true or false; 1, yes, on and 0, no, off are understood too.'],
    ['MUSTER_JSON', 'maybe', 'it must be true or false; 1, yes, on and 0, no, off are understood too.'],
    ['MUSTER_NO_INPUT', 'y e s', 'it must be true or false; 1, yes, on and 0, no, off are understood too.'],
    ['MUSTER_OUTPUT', 'xml', 'must be one of table, wide, json, yaml, name.'],
    ['MUSTER_LOCK_WAIT', 'soon', 'it must be a duration'],
    ['MUSTER_ADDRESS', '1.2.3.4:80', 'it must be a host name or an IP address'],
    ['MUSTER_WEIGHT', 'much', 'much'],
  ])('%s=%s is refused as the variable, and nothing is done', async (variable, value, problem) => {
    const cli = await aCli();
    await cli.run('node add web-1 --connect local');
    const run = await cli.run('node update web-1 --zone b', {env: {[variable]: value}});
    expect(run.exit).toBe(2);
    expect(run.stderr).toContain(`${variable}=${value.includes(' ') ? JSON.stringify(value) : value}: `);
    expect(run.stderr).toContain(problem);
    expect(run.stderr).not.toMatch(/--(?:dry-run|yes|quiet|json|no-input|output|lock-wait|address|weight)\b/);
    expect((await cli.run('node show web-1 --json')).json.data).toMatchObject({zone: null});
  });

  it('does not matter where the flag is typed', async () => {
    const cli = await aCli();
    const run = await cli.run('node add web-1 --connect local --address 10.0.0.1 --dry-run --json', {
      env: {MUSTER_DRY_RUN: 'maybe', MUSTER_ADDRESS: 'a b'},
    });
    expect(run).toMatchObject({exit: 0, json: {data: {dryRun: true}}});
  });
});

describe('MUSTER_JSON', {timeout: 60_000}, () => {
  it('is --json of every command, of errors and of help', async () => {
    const cli = await aCli();
    const env = {MUSTER_JSON: 'on'};
    expect((await cli.run('env list', {env})).json).toEqual((await cli.run('env list --json')).json);
    expect((await cli.run('env show nope', {env})).json).toMatchObject({error: {code: 'NOT_FOUND'}});
    expect((await cli.run('env lits', {env})).json).toMatchObject({error: {code: 'COMMAND_UNKNOWN'}});
    expect((await cli.run('help exit-codes', {env})).json.data).not.toEqual([]);
    expect((await cli.run('env list --output name', {env})).stdout).toBe('');
    expect((await cli.run('env list', {env: {MUSTER_JSON: '0'}})).json).toBeUndefined();
  });
});
