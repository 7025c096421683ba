import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {readTopologyFiles} from '../../src/adapters/topology-file/read.js';
import {answerProblem} from '../../src/cli/asking/answer-problem.js';
import type {Definition, Definitions} from '../../src/cli/meaning.js';
import NodeAdd from '../../src/commands/node/add.js';
import NodeUpdate from '../../src/commands/node/update.js';
import type {DeclaredTopology} from '../../src/core/domain/declaration.js';
import type {Failure} from '../../src/core/domain/errors.js';
import * as kinds from '../../src/core/domain/values/kinds.js';
import {check} from '../support/check-rule.js';
import {aTopology, type TopologyBuilder} from '../support/topology.js';

/** Where values of a kind come in. */
interface Doors {
  readonly kind: kinds.ValueKind;
  readonly flags: readonly Definition[];
  /** The file that says the value, and what it then declares. */
  readonly file: (value: string) => object;
  readonly declared: (topology: DeclaredTopology) => unknown;
  /** The topology that has the value; null where a file and the flags are all doors. */
  readonly topology: ((value: string) => TopologyBuilder) | null;
  readonly bad: readonly string[];
  readonly equal: readonly (readonly [string, string])[];
}

const flag = (command: {readonly flags: unknown}, name: string) => (command.flags as Definitions)[name] as Definition;

const doors: readonly Doors[] = [
  {
    kind: kinds.connection,
    flags: [flag(NodeAdd, 'connect'), flag(NodeUpdate, 'connect')],
    file: (connect) => ({nodes: {a: {connect}}}),
    declared: ({nodes}) => nodes[0]?.connect,
    topology: (connect) => aTopology().withNode('a', {connect}),
    bad: [
      '',
      'remote',
      'ssh://h:99999',
      'ssh://h:0',
      'ssh://999.1.1.1',
      'tcp://h:',
      'ssh://a b',
      'ssh://a\u001b[31m',
      'ssh://u:p@h',
    ],
    equal: [
      ['ssh://ops@10.0.0.1:022', 'ssh://ops@10.0.0.1'],
      ['TCP://A.example.COM:02376/', 'tcp://a.example.com:2376'],
      ['ssh://[2001:DB8:0::1]', 'ssh://[2001:db8::1]'],
    ],
  },
  {
    kind: kinds.nodeAddress,
    flags: [flag(NodeAdd, 'address'), flag(NodeUpdate, 'address')],
    file: (address) => ({nodes: {a: {connect: 'local', address}}}),
    declared: ({nodes}) => nodes[0]?.address,
    topology: (address) => aTopology().withNode('a', {address}),
    bad: ['', 'a b', '999.1.1.1', '1.2.3.4:80', 'a\u001b[2J', 'a\nb', 'http://a', '10.0.0.0/8'],
    equal: [
      ['WEB.example.com.', 'web.example.com'],
      ['[FD00:0::1]', 'fd00::1'],
    ],
  },
];

async function declare(file: object): Promise<DeclaredTopology> {
  const folder = mkdtempSync(join(tmpdir(), 'values-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  writeFileSync(join(folder, 'a.json'), JSON.stringify({apiVersion: 'muster/v1', ...file}));
  return readTopologyFiles([join(folder, 'a.json')]);
}

const rows = <T>(of: (door: Doors) => readonly T[]) =>
  doors.flatMap((door) => of(door).map((value) => [door.kind.name, value, door] as const));

describe('a value that is none of its kind', () => {
  it.each(rows(({bad}) => bad))('%s %j is refused by every door in the same words', async (_, value, door) => {
    const said = `must be ${door.kind.form}, not `;
    for (const definition of door.flags) expect(await answerProblem(value, definition)).toContain(said);
    const failure = (await declare(door.file(value)).catch((error: unknown) => error)) as Failure;
    expect(failure).toMatchObject({code: 'FILE_INVALID', exitCode: 2});
    expect(failure.message).toContain(said);
    expect(failure.message).not.toMatch(/[\u0000-\u001f]/);
    if (door.topology === null) return;
    const violations = check('VALUE_INVALID', {before: aTopology(), after: door.topology(value)});
    expect(violations).toMatchObject([{severity: 'error', message: expect.stringContaining(said)}]);
    expect(violations[0]?.message).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe('a value in another spelling', () => {
  it.each(rows(({equal}) => equal))('%s %j is kept in its one spelling', async (_, [value, normal], door) => {
    for (const {parse} of door.flags) expect(await parse?.(value, {} as never, {} as never)).toBe(normal);
    expect(door.declared(await declare(door.file(value)))).toBe(normal);
  });
});

describe('each kind of value', () => {
  it.each(Object.entries(kinds))('%s has an example that is one, and a pattern that takes it', (_, {example, pattern, read}) => {
    expect(read(example)).toEqual({ok: example});
    expect(example).toMatch(new RegExp(pattern));
  });
});
