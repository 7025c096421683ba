import {describe, expect, it} from 'vitest';
import {shellWord} from '../../src/core/domain/shell-word.js';
import {aCli, type Cli} from '../support/run-cli.js';

const longest = 'a'.repeat(63);

async function refusal(cli: Cli, args: readonly string[]): Promise<{exit: number; code: string; message: string; hint: string}> {
  const {exit, json} = await cli.run(args);
  return {exit, code: json.error?.code, message: json.error?.message, hint: json.error?.hint};
}

describe('names at their limits', {timeout: 60_000}, () => {
  it('are 1 to 63 characters; upper case is folded', async () => {
    const cli = await aCli();
    for (const name of ['a', longest, 'WEB-1']) {
      const added = await cli.run(['env', 'create', name, '--json']);
      expect(added.json.data, name).toMatchObject({changed: true, changes: [{subject: `env ${name.toLowerCase()}`}]});
    }
    expect((await cli.run('env create web-1 --json')).json.data).toMatchObject({changed: false});
    expect((await cli.run('env show Web-1 --json')).json.data).toMatchObject({name: 'web-1'});
  });

  it.each([
    ['', 'env-1'],
    [`${longest}a`, longest],
    ['-a', 'a'],
    ['a-', 'a'],
    ['a_b', 'a-b'],
    ['bücher', 'b-cher'],
    ['w\u0435b', 'w-b'],
    ['we\u200bb', 'we-b'],
  ])('refuses %j and suggests %s', async (name, suggestion) => {
    const refused = await refusal(await aCli(), ['env', 'create', '--json', '--', name]);
    expect(refused.exit, refused.message).toBeGreaterThanOrEqual(2);
    expect(`${refused.message} ${refused.hint}`).toContain(suggestion);
    expect(refused.message).not.toMatch(/[\u200b]/);
  });
});

describe('an address in two envs', {timeout: 60_000}, () => {
  let cli: Cli;
  const add = (address: string, env: string) => ['entry', 'add', '--env', env, '--', address];

  it.each([
    ['test.com', 'http://ＴＥＳＴ.com:80/', 'test.com:80'],
    ['bücher.example', 'xn--bcher-kva.example.', 'xn--bcher-kva.example:80'],
    ['zero.com', 'ze\u200bro.com', 'zero.com:80'],
    ['[::1]:8080', '[0:0:0:0:0:0:0:1]:8080', '[::1]:8080'],
    ['[2001:db8::1]', '2001:DB8:0:0::1', '[2001:db8::1]:80'],
    ['10.0.0.7', '[::ffff:10.0.0.7]:80', '10.0.0.7:80'],
  ])('%s is %s: the one owner is named', async (first, second, address) => {
    cli = await aCli();
    for (const env of ['prod', 'test']) await cli.run(['env', 'create', env]);
    expect((await cli.run(add(first, 'prod'))).exit).toBe(0);
    const again = await cli.run(['entry', 'add', '--env', 'prod', '--json', '--', second]);
    expect(again.json.data).toMatchObject({changed: false});
    const stolen = await cli.run(['entry', 'add', '--env', 'test', '--json', '--', second]);
    expect([stolen.exit, stolen.json.error]).toMatchObject([
      3,
      {
        code: 'ENTRY_TAKEN',
        message: `Address ${address} of env test belongs to env prod already.`,
        hint: `Move it in one step: muster entry move ${shellWord(address)} --from prod --to test.`,
      },
    ]);
  });

  it('is another one where only the look is the same', async () => {
    cli = await aCli();
    for (const env of ['prod', 'test']) await cli.run(['env', 'create', env]);
    expect((await cli.run(add('test.com', 'prod'))).exit).toBe(0);
    expect((await cli.run(add('t\u0435st.com', 'test'))).exit).toBe(0);
    const shown = await cli.run('entry list --all-envs --json');
    expect(shown.json.data.map((entry: {address: string}) => entry.address)).toEqual(['test.com:80', 'xn--tst-rdd.com:80']);
  });

  it.each([
    ['a.com:0', 'the port is "0"'],
    ['a.com:65536', 'the port is "65536"'],
    ['[fe80::1%eth0]:80', 'the zone "%eth0" means something on one machine alone'],
    ['[::1', '"[::1" is not an IPv6 address'],
    ['te\u200dst.com', '"te\\u{200d}st.com" is neither a host name nor an IP address'],
    ['*.a.com', 'a wildcard host is not an address'],
    ['a.com/path', '"/path" is a path'],
    ['a.com/path?x=1', '"?x=1" is a query'],
    ['http://a.com#top', '"#top" is a fragment'],
  ])('%j is refused', async (address, problem) => {
    cli = await aCli();
    await cli.run('env create prod');
    const refused = await cli.run(['entry', 'add', '--env', 'prod', '--json', '--', address]);
    expect([refused.exit, refused.json.error.code]).toEqual([3, 'ENTRY_INVALID']);
    expect(refused.json.error.message).toContain(problem);
  });
});
