import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';

const hostile = 'a\u001b[2J\rb\nc\u202ed\u009b1m\u2028\u2029e';
const shown = String.raw`a\u{1b}[2J\rb\nc\u{202e}d\u{9b}1m\u{2028}\u{2029}e`;
/** All that steers a terminal, but the line break that ends a row. */
const steering = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

async function aFleetWithHostileTexts(): Promise<Cli> {
  const cli = await aCli();
  await cli.run('env create prod');
  await cli.run(['config', 'set', `GREETING=${hostile}`, '--env', 'prod'], {env: {MUSTER_ACTOR: hostile}});
  await cli.run('lock acquire --env prod --reason maintenance', {env: {MUSTER_ACTOR: hostile}});
  return cli;
}

describe('what others have stored', () => {
  it.each(['config list --env prod', 'audit list', 'audit list --output wide', 'lock list', 'lock list --output name', 'status'])(
    'does not steer the terminal of whoever runs `muster %s`, and splits no row',
    async (line) => {
      const {stdout, stderr} = await (await aFleetWithHostileTexts()).run(line);
      expect(stdout).not.toMatch(steering);
      expect(stderr).not.toMatch(steering);
      if (line !== 'lock list --output name') expect(stdout).toContain(shown.slice(1, 9));
    },
  );

  it('has one row for each value', async () => {
    const {stdout} = await (await aFleetWithHostileTexts()).run('config list --env prod');
    expect(stdout.split('\n')).toEqual([expect.stringMatching(/^KEY +VALUE/), expect.stringContaining(shown), '']);
  });

  it('is exact in JSON, and in what scripts take from it', async () => {
    const cli = await aFleetWithHostileTexts();
    const {json, stdout} = await cli.run('config list --env prod --json');
    expect(json.data[0].value).toBe(hostile);
    expect(stdout).not.toMatch(steering);
    expect((await cli.run('config get GREETING --env prod')).stdout).toBe(`${hostile}\n`);
    expect((await cli.run('audit list --json')).json.data.at(-1).actor).toBe('tester');
  });
});

it('an error that repeats what was typed does not steer the terminal', async () => {
  const cli = await aCli();
  for (const words of [
    ['node', 'show', hostile],
    [hostile],
    ['node', 'list', `--${hostile}`],
    ['node', 'list', '--filter', hostile],
  ]) {
    const {stderr, exit} = await cli.run(words);
    expect(exit).not.toBe(1);
    expect(stderr).not.toMatch(steering);
  }
});

it('the audit shows a command as it can be given to a shell again', async () => {
  const cli = await aCli();
  await cli.run(['env', 'create', 'prod', '--label', "note=it's 5 o'clock; go"]);
  expect((await cli.run('audit list')).stdout).toContain(String.raw`env create prod --label 'note=it'\''s 5 o'\''clock; go'`);
});
