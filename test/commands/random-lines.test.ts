import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {builtCli} from '../support/built-cli.js';
import {isSoak} from '../support/runs.js';
// @ts-expect-error: a script without types.
import {fuzz, reproduction, schemasOf} from '../../scripts/fuzz/run.mjs';
// @ts-expect-error: a script without types.
import {judge} from '../../scripts/fuzz/judge.mjs';

const runs = isSoak ? 5_000 : 20;
const seed = isSoak ? Date.now() % 1_000_000_000 : 1;
const patience = isSoak ? 4 * 3_600_000 : 300_000;

it(
  `${runs} random command lines on random files in random installations end as any may`,
  async () => {
    const folder = await builtCli();
    const found = await fuzz({cli: join(folder, 'bin', 'run.js'), runs, seed, folder});
    const told = found.map((failure: {kind: string; text: string}) => [failure.kind, failure.text, ...reproduction(failure)]);
    expect(told, `seed ${seed}`).toEqual([]);
  },
  patience,
);

describe('what no command line may end as', () => {
  const schemas = schemasOf(join(import.meta.dirname, '..', '..'));
  const ended = {exit: 0, signal: null, timedOut: false, stopped: false, stdout: '', stderr: ''};
  const node = {name: 1};
  const json = (document: unknown) => ({stdout: JSON.stringify(document)});
  const kindOf = (run: object, {argv = ['node', 'list'], env = [] as string[][], manner = 'pipe'} = {}) =>
    judge({...ended, ...run}, {argv, env, manner, schemas, secret: 'hunter2-hunter2'})?.kind ?? null;

  it.each([
    ['hangs', {timedOut: true}, {}],
    ['exit 1', {exit: 1}, {}],
    ['exit 12', {exit: 12}, {}],
    ['exit SIGSEGV', {exit: null, signal: 'SIGSEGV'}, {}],
    ['exit 1', {exit: 7, ...json({error: {code: 'BUG'}})}, {}],
    ['stack trace', {exit: 2, stderr: 'Error: x\n    at f (/a.js:1:2)\n'}, {}],
    ['stack trace', {exit: 2, stdout: 'Error: x\r\n    at f (/a.js:1:2)\r\n'}, {manner: 'terminal'}],
    ['shows a secret', {stdout: 'TOKEN  hunter2-hunter2\n'}, {}],
    ['shows a secret', {stdout: 'TOKEN  hunter2-hunter2\n'}, {manner: 'asked'}],
    ['says nothing', {exit: 4}, {}],
    ['raw control character', {stdout: 'a\u001b[2Jb'}, {manner: 'terminal'}],
    ['raw control character', {stdout: 'a\u202eb'}, {manner: 'asked'}],
    ['raw control character', {stdout: 'a\u001b[2Jb'}, {}],
    ['raw control character', {stdout: 'a\u001b[1Kb'}, {}],
    ['raw control character', {stderr: 'a\rb'}, {manner: 'full-stdout'}],
    ['raw control character', {stderr: 'a\rb'}, {argv: ['topology', 'export']}],
    ['leaks a value of JavaScript', {stdout: 'name: [object Object]'}, {}],
    ['not one JSON document', {stdout: 'NAME'}, {argv: ['node', 'list', '--json']}],
    ['not one JSON document', {stdout: 'NAME'}, {argv: ['node', 'list', '--output', 'json']}],
    ['not one JSON document', {stdout: 'NAME'}, {env: [['MUSTER_OUTPUT', 'json']]}],
    ['breaks its schema', json({data: [node], warnings: []}), {argv: ['node', 'list', '--json']}],
    ['breaks its schema', json({data: [node], warnings: []}), {env: [['MUSTER_JSON', 'y']]}],
    ['breaks its schema', {exit: 2, ...json({error: {code: 'X'}})}, {argv: ['nodes', '--json']}],
    ['breaks its schema', json({data: [node], warnings: []}), {argv: ['node', 'list', '--json'], manner: 'full-stderr'}],
    ['breaks its schema', {stdout: '- name: 1\n'}, {argv: ['node', 'list', '--output=yaml']}],
    ['not YAML', {stdout: '[\n'}, {argv: ['node', 'list', '--output', 'yaml']}],
    ['its exit code belies it', json({error: {code: 'X'}}), {argv: ['node', 'list', '--json']}],
    ['its exit code belies it', {exit: 6, ...json({data: [], warnings: []})}, {argv: ['node', 'list', '--json']}],
    [null, json({data: [], warnings: []}), {argv: ['node', 'list', '--output=json']}],
    [null, {stdout: '[]\n'}, {argv: ['node', 'list', '--output=yaml']}],
    [null, {exit: 9, ...json({data: [], warnings: []})}, {argv: ['node', 'list', '--json']}],
    [null, {stdout: '\u001b[1mNAME\u001b[22m\n'}, {manner: 'terminal'}],
    [null, {stdout: 'a\u001b[2Jb'}, {argv: ['config', 'get', 'A']}],
    [null, {stdout: 'orgs: 1 of 2 rows\r\u001b[Korgs: 2 of 2 rows'}, {manner: 'terminal'}],
    ['raw control character', {stdout: 'orgs: 1 of 2 rows\rorgs: 2 of 2 rows'}, {manner: 'terminal'}],
  ])('is told from what one may: %s of %j, %j', (kind, run, how) => {
    expect(kindOf(run, how)).toBe(kind);
  });
});
