import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

describe('entry', () => {
  it('is kept in one spelling, told to the caller, and belongs to one env', async () => {
    const cli = await aCli();
    await cli.run('env create prod');
    await cli.run('env create test');
    const added = await cli.run('entry add TEST.com --env prod --json');
    expect(added).toMatchObject({exit: 0, json: {data: {changed: true, typed: 'TEST.com', address: 'test.com:80', env: 'prod'}}});
    const again = await cli.run('entry add http://test.com/ --env prod');
    expect(again).toMatchObject({
      exit: 0,
      stdout: 'http://test.com/ is kept as test.com:80\nNothing changed: env prod has entry test.com:80 already.\n',
    });
    expect(await cli.run('entry add test.com:80 --env test --json')).toMatchObject({
      exit: 3,
      json: {error: {code: 'ENTRY_TAKEN', message: expect.stringContaining('prod')}},
    });
    await cli.run('entry add backup.test.com --env prod --backup');
    await cli.run('entry add :8080 --env test');
    expect(
      (await cli.run('entry list --all-envs --json')).json.data.map(
        (entry: {env: string; address: string; primary: boolean; backup: boolean}) => [
          entry.env,
          entry.address,
          entry.primary,
          entry.backup,
        ],
      ),
    ).toEqual([
      ['prod', 'test.com:80', true, false],
      ['prod', 'backup.test.com:80', false, true],
      ['test', ':8080', true, false],
    ]);
    expect((await cli.run('entry list --env test --output name')).stdout).toBe(':8080\n');
    expect(await cli.run('entry rm TEST.COM --env prod --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: true, address: 'test.com:80'}},
    });
    expect(await cli.run('entry remove TEST.COM --env prod --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect(await cli.run('entry remove TEST.COM --env prod --missing-ok --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: false}},
    });
  });

  it('takes its env from the environment, and a flag goes before it', async () => {
    const cli = await aCli();
    await cli.run('env create prod');
    expect(await cli.run('entry add a.com --json', {env: {MUSTER_ENV: 'prod'}})).toMatchObject({
      exit: 0,
      json: {data: {env: 'prod'}},
    });
    expect(await cli.run('entry add a.com --env prod --json', {env: {MUSTER_ENV: 'nope'}})).toMatchObject({exit: 0});
  });
});

describe('config', () => {
  it('takes no key that no variable can have, nor a file that could not hold it', async () => {
    const cli = await aCli();
    await cli.run('env create prod');
    const refused = await cli.run('config set __proto__=60 --env prod --json');
    expect([refused.exit, refused.json.error]).toMatchObject([
      2,
      {code: 'VALUE_INVALID', message: expect.stringContaining('"__proto__" cannot be the name of a variable')},
    ]);
    expect((await cli.run('config list --env prod --json')).json.data).toEqual([]);
  });

  it('is set, read back to the byte, overridden for one app, listed and unset', async () => {
    const cli = await aCli();
    await cli.run('env create prod');
    await cli.run('app create hello --recipe web --image muster-hello');
    expect(await cli.run(['config', 'set', 'A=x=y "z" $HOME', 'B=', '--env', 'prod', '--json'])).toMatchObject({
      exit: 0,
      json: {data: {changed: true}},
    });
    expect(await cli.run(['config', 'set', 'A=x=y "z" $HOME', '--env', 'prod', '--json'])).toMatchObject({
      exit: 0,
      json: {data: {changed: false}},
    });
    expect((await cli.run('config get A --env prod')).stdout).toBe('x=y "z" $HOME\n');
    await cli.run('config set A=own --env prod --app hello');
    expect((await cli.run('config get A --env prod --app hello')).stdout).toBe('own\n');
    expect(
      (await cli.run('config list --env prod --app hello --json')).json.data.map(
        (row: {key: string; value: string; app: string | null}) => [row.key, row.value, row.app],
      ),
    ).toEqual([
      ['B', '', null],
      ['A', 'own', 'hello'],
    ]);
    expect(await cli.run('config unset A B --env prod --json')).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect(await cli.run('config rm A --env prod --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect(await cli.run('config rm A --env prod --missing-ok --json')).toMatchObject({exit: 0, json: {data: {changed: false}}});
    expect(await cli.run('config get A --env prod --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
  });
});
