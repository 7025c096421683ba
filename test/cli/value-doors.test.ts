import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {readTopologyFiles} from '../../src/adapters/topology-file/read.js';
import {answerProblem} from '../../src/cli/asking/answer-problem.js';
import {parseCapacity} from '../../src/cli/parse-pairs.js';
import type {Definition, Definitions} from '../../src/cli/meaning.js';
import AgentInstall from '../../src/commands/agent/install.js';
import AgentRun from '../../src/commands/agent/run.js';
import AppCreate from '../../src/commands/app/create.js';
import AppDeploy from '../../src/commands/app/deploy.js';
import Apply from '../../src/commands/apply.js';
import ClusterJoin from '../../src/commands/cluster/join.js';
import ClusterUpdate from '../../src/commands/cluster/update.js';
import EntryAdd from '../../src/commands/entry/add.js';
import EntryUpdate from '../../src/commands/entry/update.js';
import EnvJoin from '../../src/commands/env/join.js';
import Init from '../../src/commands/init.js';
import LockAcquire from '../../src/commands/lock/acquire.js';
import NodeAdd from '../../src/commands/node/add.js';
import NodeUpdate from '../../src/commands/node/update.js';
import SecretSet from '../../src/commands/secret/set.js';
import ServiceAdd from '../../src/commands/service/add.js';
import ServiceCheck from '../../src/commands/service/check.js';
import type {DeclaredTopology} from '../../src/core/domain/declaration.js';
import type {Failure} from '../../src/core/domain/errors.js';
import * as kinds from '../../src/core/domain/values/kinds.js';
import {check} from '../support/check-rule.js';
import {aTopology, type TopologyBuilder} from '../support/topology.js';

/** Where values of a kind come in. */
interface Doors {
  readonly kind: kinds.ValueKind<unknown>;
  readonly flags: readonly Definition[];
  /** The file that says the value, and what it then declares. */
  readonly file?: (value: string) => object;
  readonly declared?: (topology: DeclaredTopology) => unknown;
  /** The topology that has the value, where the value gets into one as a text. */
  readonly topology?: (value: string) => TopologyBuilder;
  readonly bad: readonly string[];
  readonly equal?: readonly (readonly [string, unknown])[];
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
  {
    kind: kinds.zone,
    flags: [flag(NodeAdd, 'zone'), flag(NodeUpdate, 'zone')],
    file: (zone) => ({nodes: {a: {connect: 'local', zone}}}),
    topology: (zone) => aTopology().withNode('a', {zone}),
    bad: ['', ' ', 'a\nb', 'a\u001b[31m', 'a\u202eb', 'a'.repeat(64)],
  },
  {
    kind: kinds.labelKey,
    flags: [],
    file: (key) => ({nodes: {a: {connect: 'local', labels: {[key]: 'x'}}}}),
    topology: (key) => aTopology().withNode('a', {labels: {[key]: 'x'}}),
    bad: ['', 'a b', 'a=b', '-a', 'a\n', 'a,b', 'a'.repeat(129)],
  },
  {
    kind: kinds.labelValue,
    flags: [],
    file: (value) => ({nodes: {a: {connect: 'local', labels: {x: value}}}}),
    topology: (value) => aTopology().withEnv('test', {labels: {x: value}}),
    bad: ['a\nb', 'a\rb', '\u001b]0;x\u0007', 'a'.repeat(257)],
  },
  {
    kind: kinds.repository,
    flags: [flag(AppCreate, 'image')],
    file: (image) => ({apps: {a: {recipe: 'web', image}}}),
    declared: ({apps}) => apps[0]?.image,
    topology: (image) => aTopology().withApp('a', {image}),
    bad: ['', 'bad image!', 'shop:1.0', 'Shop', 'a//b', 'https://a/b', `a@sha256:${'0'.repeat(64)}`, 'a_-b', 'a'.repeat(256)],
    equal: [
      ['docker.io/library/nginx', 'nginx'],
      ['index.docker.io/acme/shop', 'acme/shop'],
      ['registry.example:5000/acme/shop', 'registry.example:5000/acme/shop'],
    ],
  },
  {
    kind: kinds.image,
    flags: [flag(ServiceAdd, 'image'), flag(Init, 'proxy-image')],
    file: (image) => ({envs: {prod: {nodes: [], services: {db: {kind: 'mysql', managed: {node: 'a', image}}}}}}),
    topology: (image) => aTopology().withService('db', {managed: {node: 'a', image}}),
    bad: ['', 'my sql', 'mysql:', 'mysql:8.4 ', 'mysql:-8', 'mysql@sha256:0', 'MySQL'],
  },
  {
    kind: kinds.version,
    flags: [flag(AppDeploy, 'version')],
    file: (version) => ({envs: {prod: {apps: {a: {recipe: 'web', version}}}}}),
    topology: (version) => aTopology().withApp('a').withDeployment('a', {version}),
    bad: ['', 'a b', '-1', '.1', '1.0+build', '1:2', 'a/b', 'v\n', 'a'.repeat(129)],
  },
  {
    kind: kinds.variable,
    flags: [],
    file: (key) => ({envs: {prod: {config: {[key]: 'x'}}}}),
    topology: (key) => aTopology().withConfig(key, 'x'),
    bad: ['', 'A B', '1A', 'A\nB', 'Ä', '-A', 'A'.repeat(257)],
  },
  {
    kind: kinds.secret,
    flags: [SecretSet.args.name as Definition],
    file: (secret) => ({envs: {prod: {services: {db: {kind: 'mysql', url: 'mysql://u@h/d', password: {secret}}}}}}),
    declared: ({envs}) => envs[0]?.services[0]?.passwordSecret,
    topology: (name) => aTopology().withSecret(name),
    bad: ['', 'Bad Name', '-a', 'a-', 'a\nb', 'ä', 'a'.repeat(129)],
    equal: [['DB_PASSWORD', 'db-password']],
  },
  {
    kind: kinds.serviceUrl,
    flags: [],
    file: (url) => ({envs: {prod: {services: {db: {kind: 'mysql', url}}}}}),
    topology: (url) => aTopology().withService('db', {url}),
    bad: [
      'db',
      'db:3306',
      'mysql://',
      'mysql://h:99999/d',
      'mysql://h:0/d',
      'amqp://h/d',
      'mysql://h/d\u001b[2J',
      'mysql://a b/d',
    ],
  },
  {
    kind: kinds.entryPath,
    flags: [flag(EntryAdd, 'path'), flag(EntryUpdate, 'path')],
    bad: ['', 'a', '/a b', '/a?x=1', '/a#b', '/a\nb', '/a\u001b[2J', '/a"b', '/a\\b', `/${'a'.repeat(2000)}`],
    equal: [['/API', '/API']],
  },
  {
    kind: kinds.weight,
    flags: [flag(NodeAdd, 'weight'), flag(NodeUpdate, 'weight'), flag(EnvJoin, 'weight')],
    bad: ['', 'many', '1.5', '1e2', '0x10', ' 5'],
    equal: [['007', 7]],
  },
  {
    kind: kinds.heartbeat,
    flags: [flag(ClusterJoin, 'heartbeat'), flag(ClusterUpdate, 'heartbeat')],
    bad: ['', 'often', '30s', '7.5'],
    equal: [['30', 30]],
  },
  {
    kind: kinds.listenAddress,
    flags: [flag(AgentRun, 'listen'), flag(AgentInstall, 'listen')],
    bad: ['', 'foo', '1.2.3.4', ':80', '1.2.3.4:99999', '999.1.1.1:80', 'a b:80', 'http://127.0.0.1:80', 'a\u001b[2J:80'],
  },
  {
    kind: kinds.line,
    flags: [flag(LockAcquire, 'reason'), flag(Init, 'description')],
    bad: ['', '  ', 'a\nb', 'a\u001b[2J', 'a\u202eb', 'a'.repeat(501)],
  },
  {
    kind: kinds.duration,
    flags: [flag(Apply, 'lock-wait'), flag(ServiceCheck, 'timeout')],
    bad: ['', 'soon', '5 s', '-1s', '1w', '25d', '1e3', '99999999999999999999s', '0.0001ms'],
    equal: [
      ['90', 90_000],
      ['1.5m', 90_000],
      ['90s', 90_000],
    ],
  },
  {
    kind: kinds.memory,
    flags: [],
    file: (memory) => ({nodes: {a: {connect: 'local', capacity: {memory}}}}),
    declared: ({nodes}) => nodes[0]?.capacity?.memoryMib,
    bad: ['', '64', '64GB', '-1GiB', '0MiB', '99999999999999999999GiB', '1025TiB'],
    equal: [['64gib', 65_536]],
  },
];

async function declare(file: object): Promise<DeclaredTopology> {
  const folder = mkdtempSync(join(tmpdir(), 'values-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  writeFileSync(join(folder, 'a.json'), JSON.stringify({apiVersion: 'muster/v1', ...file}));
  return readTopologyFiles([join(folder, 'a.json')]);
}

function rows<T>(of: (door: Doors) => readonly T[]) {
  return doors.flatMap((door) => of(door).map((value) => [door.kind.name, value, door] as const));
}

/** A line feed is the one that a terminal shows as what it is. */
const control = /[\u0000-\u001f\u007f-\u009f\u202e]/;

describe('a value that is none of its kind', () => {
  it.each(rows(({bad}) => bad))(
    '%s %j is refused by every door in the same words',
    async (_, value, {kind, flags, file, topology}) => {
      const said = `must be ${kind.form}${kind.isUnquoted ? ': ' : ', not '}`;
      for (const definition of flags) {
        const problem = await answerProblem(value, definition);
        expect(problem).toContain(said);
        expect(problem).not.toMatch(control);
      }
      if (file) {
        const failure = (await declare(file(value)).catch((error: unknown) => error)) as Failure;
        expect(failure).toMatchObject({code: 'FILE_INVALID', exitCode: 2});
        expect(failure.message).toContain(said);
      }
      if (!topology) return;
      const violations = check('VALUE_INVALID', {before: aTopology(), after: topology(value)});
      expect(violations).toMatchObject([{severity: 'error', message: expect.stringContaining(said)}]);
      expect(violations[0]?.message).not.toMatch(control);
    },
  );
});

describe('a value in another spelling', () => {
  it.each(rows(({equal = []}) => equal))(
    '%s %j is kept in its one spelling',
    async (_, [value, normal], {flags, file, declared}) => {
      for (const {parse} of flags) expect(await parse?.(value, {} as never, {} as never)).toBe(normal);
      if (file && declared) expect(declared(await declare(file(value)))).toBe(normal);
    },
  );
});

describe('each kind of value', () => {
  it.each(Object.entries(kinds))('%s has an example that is one, and a pattern that takes it', (_, {example, pattern, read}) => {
    expect(read(example)).toEqual({ok: expect.anything()});
    expect(example).toMatch(new RegExp(pattern));
  });
});

describe('a capacity', () => {
  const capacity = (text: string) => {
    try {
      return parseCapacity(text);
    } catch (error) {
      return (error as Failure).message;
    }
  };

  it.each([
    ['memory=99999999999999999999GiB', /^--capacity memory must be a size in MiB, GiB or TiB .* at most 1024TiB, not "9{20}GiB"/],
    ['memory=', /^--capacity memory must be/],
    ['cpu=0', /^--capacity cpu must be a number of cores, more than 0 and at most 10000, not "0"/],
    ['cpu=1e3', /^--capacity cpu must be/],
    ['cpu=0x10', /^--capacity cpu must be/],
    ['cpu=10001', /^--capacity cpu must be/],
  ])('%s is refused with its unit and range', (text, problem) => {
    expect(capacity(text)).toMatch(problem);
  });

  it('is read in whole MiB', () => {
    expect(capacity('cpu=1.5, memory=1.5GiB')).toEqual({cpu: 1.5, memoryMib: 1536});
  });
});
