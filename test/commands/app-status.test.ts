import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';

/** Everything that a deployment needs, on an engine that does not answer. */
async function prepared(): Promise<Cli> {
  const cli = await aCli();
  for (const line of [
    'node add web-1 --connect local',
    'env create prod',
    'env join prod web-1',
    'entry add :18077 --env prod',
    'app create hello --recipe web --image hello',
  ]) {
    expect(await cli.run(line)).toMatchObject({exit: 0});
  }
  return cli;
}

describe('app', () => {
  it('creates, lists, shows and deletes, and says when nothing changed', async () => {
    const cli = await prepared();
    expect(await cli.run('app create hello --recipe web --image hello --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: false}},
    });
    expect(await cli.run('app create hello --recipe new-api --json')).toMatchObject({
      exit: 3,
      json: {error: {code: 'NAME_TAKEN'}},
    });
    expect(await cli.run('app ls --output name')).toMatchObject({exit: 0, stdout: 'hello\n'});
    expect(await cli.run('app show hello --json')).toMatchObject({
      exit: 0,
      json: {data: {recipe: 'web', image: 'hello', deployments: []}},
    });
    expect(await cli.run('app rm hello --json')).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect(await cli.run('app delete hello --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect(await cli.run('app delete hello --missing-ok --json')).toMatchObject({exit: 0, json: {data: {changed: false}}});
    expect(await cli.run('app list --json')).toMatchObject({exit: 0, json: {data: []}});
  });

  it('says what is wrong with what was typed', async () => {
    const cli = await prepared();
    expect(await cli.run('app deploy hello --env prod --version 1 --balance fastest --json')).toMatchObject({
      exit: 3,
      json: {error: {code: 'BALANCE_UNKNOWN'}},
    });
    expect(await cli.run('app deploy hello --env prod --version 1 --role slave=many --json')).toMatchObject({
      exit: 2,
      json: {error: {code: 'VALUE_INVALID'}},
    });
    expect(await cli.run('app deploy hello --env prod --json')).toMatchObject({exit: 2, json: {error: {code: 'FLAG_MISSING'}}});
    expect(await cli.run('app scale hello --env prod --json')).toMatchObject({exit: 2, json: {error: {code: 'USAGE'}}});
    expect(await cli.run('app scale hello --env prod --slaves 2 --json')).toMatchObject({
      exit: 4,
      json: {error: {code: 'NOT_DEPLOYED'}},
    });
    expect(await cli.run('app status nothing --env prod --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect(await cli.run('app logs hello --env prod -f --json')).toMatchObject({exit: 2, json: {error: {code: 'USAGE'}}});
    expect(await cli.run('app undeploy hello --env prod --volumes --json')).toMatchObject({
      exit: 2,
      json: {error: {code: 'CONFIRMATION_NEEDED', hint: 'Add --confirm hello'}},
    });
  });

  it('does not deploy where no engine answers', async () => {
    const cli = await prepared();
    expect(await cli.run('app deploy hello --env prod --version 1 --json')).toMatchObject({
      exit: 7,
      json: {error: {code: 'DOCKER_DOWN'}},
    });
    expect(await cli.run('app show hello --json')).toMatchObject({json: {data: {deployments: []}}});
  });
});

describe('status and doctor', () => {
  it('say that machines do not answer, and exit 9', async () => {
    const cli = await prepared();
    expect(await cli.run('status --json')).toMatchObject({
      exit: 9,
      json: {data: {healthy: false, nextCommand: 'muster doctor', nodes: [{name: 'web-1', reachable: false}]}},
    });
    const text = await cli.run('status');
    expect(text).toMatchObject({exit: 9, stdout: expect.stringContaining('Next: muster doctor')});
    expect(Math.max(...text.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    const doctor = await cli.run('doctor --json');
    expect(doctor.exit).toBe(9);
    expect(doctor.json.data.filter((check: {result: string}) => check.result === 'fail')).toMatchObject([
      {check: 'docker on web-1', code: 'DOCKER_DOWN'},
    ]);
  });

  it('find that the key can be read by others', async () => {
    const cli = await aCli();
    const {chmodSync} = await import('node:fs');
    chmodSync(`${cli.home}/key`, 0o644);
    const doctor = await cli.run('doctor --json');
    expect(doctor.json.data).toContainEqual(expect.objectContaining({check: 'key', result: 'fail', code: 'KEY_EXPOSED'}));
  });

  it('find secrets that another key has sealed, as of an installation that shares the store and not the key', async () => {
    const cli = await aCli();
    await cli.run('env create prod');
    const secrets = async () =>
      (await cli.run('doctor --json')).json.data.find(({check}: {check: string}) => check === 'secrets') as unknown;
    expect(await secrets()).toBeUndefined();
    await cli.run('secret set token --env prod', {input: 'one'});
    expect(await secrets()).toMatchObject({result: 'pass'});
    const {rmSync} = await import('node:fs');
    rmSync(`${cli.home}/key`);
    await cli.run('secret set other --env prod', {input: 'two', env: {MUSTER_KEY: Buffer.alloc(32, 7).toString('base64')}});
    const key = {MUSTER_KEY: Buffer.alloc(32, 7).toString('base64')};
    const {json} = await cli.run('doctor --json', {env: key});
    expect(json.data).toContainEqual(
      expect.objectContaining({
        check: 'secrets',
        result: 'fail',
        code: 'KEY_WRONG',
        message: expect.stringMatching(/^The key here is \w{8}, and default\/prod\/\*\/token@1 was sealed with \w{8}\.$/),
      }),
    );
  });
});

describe('operation and proxy', () => {
  it('say that there is nothing', async () => {
    const cli = await prepared();
    expect(await cli.run('operation list --json')).toMatchObject({exit: 0, json: {data: []}});
    expect(await cli.run('operation resume --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect(await cli.run('operation show nothing --json')).toMatchObject({exit: 4});
    expect(await cli.run('operation abandon nothing --json')).toMatchObject({exit: 4});
    expect(await cli.run('proxy status --json')).toMatchObject({exit: 0, json: {data: []}});
    expect(await cli.run('proxy show --node web-1 --json')).toMatchObject({exit: 4, json: {error: {code: 'NO_BALANCER'}}});
    expect(await cli.run('proxy reload --json')).toMatchObject({exit: 0, json: {data: {changed: false, nodes: []}}});
  });
});
