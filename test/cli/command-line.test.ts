import {expect, it} from 'vitest';
import {settleLine} from '../../src/cli/command-line.js';
import type {CommandClass, Installed} from '../../src/cli/run-command.js';

const ids = [
  'status',
  'node:list',
  'node:add',
  'node:remove',
  'env:delete',
  'config:unset',
  'secret:unset',
  'context:unset',
  'app:start',
];
const commands: Installed['commands'] = Object.fromEntries(ids.map((id) => [id, {} as CommandClass]));
const settled = (line: string) => settleLine(line.split(' '), commands).join(' ');

it.each([
  ['--json status', 'status --json'],
  ['--store x.db --json node list --filter a=b', 'node list --store x.db --json --filter a=b'],
  ['--store=x.db -q node rm web-1', 'node remove --store=x.db -q web-1'],
  ['-o yaml node ls', 'node list --output yaml'],
  ['node list -o json', 'node list --output json'],
  ['node list -ojson', 'node list --output json'],
  ['node list -o=name', 'node list --output name'],
  ['node list -o acme', 'node list -o acme'],
  ['node delete web-1', 'node remove web-1'],
  ['env rm prod', 'env delete prod'],
  ['env remove prod', 'env delete prod'],
  ['config delete A', 'config unset A'],
  ['context rm org', 'context unset org'],
  ['node unset web-1', 'node remove web-1'],
  ['node help', 'help node'],
  ['node help add', 'help node add'],
  ['help node add', 'help node add'],
  ['-V', '--version'],
  ['--version', '--version'],
  ['--json', '--json'],
  ['--json nothing', 'nothing --json'],
  ['--what status', '--what status'],
  ['node add help --connect local', 'node add help --connect local'],
  ['app start web -- -o json', 'app start web -- -o json'],
])('`muster %s` is `muster %s`', (typed, meant) => {
  expect(settled(typed)).toBe(meant);
});

it.each(ids.filter((id) => id.includes(':')))('what is settled once stays so: %s', (id) => {
  const line = `--json ${id.replace(':', ' ')} -o yaml`;
  expect(settled(settled(line))).toBe(settled(line));
});
