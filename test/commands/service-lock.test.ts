import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {describe, expect, it, onTestFinished} from 'vitest';
import {NetworkProbe} from '../../src/adapters/service-check/network-probe.js';
import {aCli, type Cli} from '../support/run-cli.js';

async function withProd(): Promise<Cli> {
  const cli = await aCli();
  await cli.run('env create prod');
  return cli;
}

describe('service', () => {
  it('is added once, shown, replaced when asked to, and removed', async () => {
    const cli = await withProd();
    const url = 'mysql://api@db.internal:3306/api';
    expect(await cli.run(`service add db --env prod --kind mysql --url ${url} --json`)).toMatchObject({
      exit: 0,
      json: {data: {changed: true}},
    });
    expect(await cli.run(`service add db --env prod --kind mysql --url ${url} --json`)).toMatchObject({
      exit: 0,
      json: {data: {changed: false}},
    });
    expect(await cli.run(`service add db --env prod --kind mysql --url ${url}2 --json`)).toMatchObject({
      exit: 3,
      json: {error: {code: 'NAME_TAKEN', hint: 'Add --replace to change it'}},
    });
    expect(await cli.run(`service add db --env prod --kind mysql --url ${url}2 --replace --json`)).toMatchObject({
      exit: 0,
      json: {data: {changed: true}},
    });
    expect((await cli.run('service show db --env prod --json')).json.data).toEqual({
      org: 'default',
      env: 'prod',
      name: 'db',
      kind: 'mysql',
      url: `${url}2`,
      passwordSecret: null,
      managed: null,
    });
    expect((await cli.run('service ls --json')).json.data).toHaveLength(1);
    expect(await cli.run('service rm db --env prod --json')).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect(await cli.run('service rm db --env prod --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect(await cli.run('service rm db --env prod --missing-ok --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: false}},
    });
  }, 60_000);

  it.each(['mysql://api:hunter2@db.internal/api', 'mysql://api:hun/ter2@db.internal/api', 'redis://:hunter2@cache.internal'])(
    'refuses a password in %s and repeats it nowhere',
    async (url) => {
      const cli = await withProd();
      const refused = await cli.run(`service add db --env prod --kind ${url.split(':', 1)[0]} --url ${url} --json`);
      expect(refused).toMatchObject({
        exit: 2,
        json: {error: {code: 'PASSWORD_IN_URL', hint: expect.stringContaining('muster secret set')}},
      });
      expect(refused.stdout + refused.stderr + (await cli.run('audit list --json')).stdout).not.toMatch(/hunter2|ter2/);
    },
  );

  it.each([
    ['--kind oracle --url oracle://x@y:1/z'],
    ['--kind mysql --url db.internal'],
    ['--kind mysql --url redis://cache.internal'],
    ['--kind mysql'],
    ['--kind mysql --url mysql://a@b/c --managed --node web-1'],
    ['--kind redis --managed'],
  ])('refuses %s', async (flags) => {
    const cli = await withProd();
    expect((await cli.run(`service add db --env prod ${flags} --json`)).exit).toBe(2);
  });

  it('is checked: what does not answer exits 9 and is listed', async () => {
    const cli = await withProd();
    await cli.run('service add cache --env prod --kind redis --url redis://127.0.0.2.nip.invalid:6379');
    expect(await cli.run('service check --env prod --timeout 2s --json')).toMatchObject({
      exit: 9,
      json: {data: [{service: 'cache', result: 'fail', reason: 'unreachable'}]},
    });
    expect((await cli.run('service check cache --env prod --timeout 2s')).exit).toBe(9);
  });
});

describe('the probe of a service', () => {
  const target = {kind: 'redis', scheme: 'redis', host: '127.0.0.1', user: null, password: null, database: null, timeoutMs: 500};
  const listen = async (answer: (text: string) => string): Promise<number> => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        for (const _ of bytes.toString().match(/^\*/gm) ?? []) socket.write(answer(bytes.toString()));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    return (server.address() as AddressInfo).port;
  };

  it('tells a server that answers', async () => {
    const port = await listen(() => '+PONG\r\n');
    expect(await new NetworkProbe().probe({...target, port})).toMatchObject({ok: true});
  });

  it('tells one that refuses, and keeps the password out of what it says', async () => {
    const port = await listen(() => '-WRONGPASS invalid password hunter2\r\n');
    expect(await new NetworkProbe().probe({...target, port, password: 'hunter2'})).toEqual({
      ok: false,
      reason: 'refused',
      message: 'WRONGPASS invalid password ••••',
    });
  });

  it('gives up on one that says nothing', async () => {
    const port = await listen(() => '');
    expect(await new NetworkProbe().probe({...target, port})).toMatchObject({ok: false, reason: 'unreachable'});
    expect(await new NetworkProbe().probe({...target, kind: 'mysql', port})).toMatchObject({ok: false, reason: 'unreachable'});
  });
});

describe('lock', () => {
  it('stops every change of its env, tells why, and is released by its holder or by force', async () => {
    const cli = await withProd();
    expect(await cli.run(['lock', 'acquire', '--env', 'prod', '--reason', 'db migration', '--json'])).toMatchObject({
      exit: 0,
      json: {data: {changed: true, lock: {resource: 'env default/prod', manual: true, expiresAt: null, reason: 'db migration'}}},
    });
    expect(await cli.run(['lock', 'acquire', '--env', 'prod', '--reason', 'db migration', '--json'])).toMatchObject({
      exit: 0,
      json: {data: {changed: false}},
    });
    for (const line of [
      'config set A=1 --env prod',
      'entry add a.com --env prod',
      'env update prod --label a=b',
      'env delete prod',
      'service add c --env prod --kind redis --url redis://c.internal',
    ]) {
      expect(await cli.run(`${line} --json`)).toMatchObject({
        exit: 5,
        json: {error: {code: 'LOCKED', message: expect.stringContaining('db migration')}},
      });
    }
    expect((await cli.run('lock list --json')).json.data).toMatchObject([
      {resource: 'env default/prod', actor: 'tester', reason: 'db migration', manual: true},
    ]);
    const bob = {env: {MUSTER_ACTOR: 'bob'}};
    expect(await cli.run('lock acquire --env prod --reason mine --json', bob)).toMatchObject({
      exit: 5,
      json: {error: {code: 'LOCKED'}},
    });
    expect(await cli.run('lock release --env prod --json', bob)).toMatchObject({exit: 5, json: {error: {code: 'LOCKED'}}});
    expect(await cli.run('lock release --env prod --force --json', bob)).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect((await cli.run('audit list --limit 1 --json')).json.data).toMatchObject([
      {actor: 'bob', command: 'lock release', overridden: ['LOCKED']},
    ]);
    expect(await cli.run('lock release --env prod --json')).toMatchObject({exit: 0, json: {data: {changed: false}}});
    expect((await cli.run('config set A=1 --env prod')).exit).toBe(0);
  });
});
