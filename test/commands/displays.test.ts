import {expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

it('a change says what it changes, in words and part by part', async () => {
  const cli = await aCli();
  await cli.run('node add web-1 --connect local --label rack=r7');
  const {stdout} = await cli.run('node update web-1 --zone a --label rack=r8');
  expect(stdout).toContain('~ node web-1 (zone: none → a; labels rack: r7 → r8)');
});

it.each(['apply', 'plan', 'node check', 'agent status', 'lock acquire'])(
  'the help of `muster %s` shows values as they are typed',
  async (command) => {
    const {stdout} = await (await aCli({init: false})).run(`${command} --help`);
    expect(stdout).not.toMatch(/default: \d{4,}|\| ?\]|undefined|null|\[object/);
  },
);
