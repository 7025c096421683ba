import fc from 'fast-check';

const code = (...points) => String.fromCodePoint(...points);
const esc = code(27);

/** What changes a terminal when it is written there as it is. None of it is among what Muster writes itself. */
export const control = [
  `${esc}[5;41mX`,
  `${esc}]0;title${code(7)}`,
  `${esc}[2J`,
  `${esc}c`,
  code(7),
  code(8),
  code(13),
  code(11, 12),
  code(0x7f),
  `${code(0x9b)}31m`,
  code(0x85),
  code(0x202e),
  code(0x2028),
];

/** Words that are nobody's name, number or path. */
export const nasty = [
  ...control.map((text) => `a${text}b`),
  '',
  ' ',
  '-',
  '--',
  '---',
  '-x',
  '--nope',
  '--nope=1',
  '=',
  '=x',
  'x=',
  ',',
  '.',
  '..',
  '*',
  '%s%n',
  '${X}',
  '$(id)',
  '`id`',
  "'",
  '"',
  '\\',
  'a\nb',
  '\n',
  '\ta',
  'null',
  'undefined',
  'true',
  'NaN',
  '0',
  '-1',
  '1.5',
  '1e9',
  '0x10',
  '1_000',
  '99999999999999999999',
  '1000000000',
  'Infinity',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'ünïcode',
  '名前',
  '👩‍👩‍👧',
  'e\u0301',
  '\ufeffa',
  '\ud800',
  'x'.repeat(300),
  'x.'.repeat(200),
  '1'.repeat(400),
];

/** Paths that are written to are all within the folder of the case. */
export const paths = [
  'full',
  'folder',
  'folder/',
  'nowhere/x',
  'plan.json',
  'made.json',
  'made.svg',
  'a.yaml',
  '-',
  'unreadable',
  'loop',
  'muster/muster.db',
  'not-a-store.db',
  'other.db',
  'empty',
  'x'.repeat(300),
  'a\nb',
  `a${esc}]0;x${code(7)}b`,
];

const names = {
  env: ['prod', 'stage', 'PROD', 'more'],
  node: ['web-1', 'web-2', 'new-1'],
  app: ['shop', 'new-api', 'other'],
  org: ['default', 'acme'],
  group: ['default', 'edge'],
  workspace: ['default', 'team'],
  service: ['db', 'cache'],
  cluster: ['DEFAULT', 'EAST', 'east'],
  secret: ['SESSION_SECRET', 'TOKEN'],
};
const numbers = ['0', '1', '2', '256', '257', '-1', '1.5', '1000000000', '99999999999999999999', 'x', ''];
const durations = ['0', '1s', '5m', '1', '1h30m', '-1s', '99999999999999999h', '1.5s', 's', '10ms'];
const addresses = [
  'a.com',
  'a.com:80',
  ':8080',
  '*.a.com',
  'a.com:0',
  'a.com:99999',
  'foo.com/path?x=1',
  '[::1]:80',
  'A.COM',
  'http://a.com',
  '名前.com',
];
const machines = [
  'local',
  'ssh://127.0.0.1:1',
  'ssh://u@127.0.0.1:0',
  'ssh://127.0.0.1:99999',
  'ssh://-oProxyCommand=x',
  'tcp://127.0.0.1:1',
  'tcp://[::1]:1',
  'unix:///x',
  'nonsense',
];
const ips = ['127.0.0.1', '::1', '0:0:0:0:0:0:0:1', '999.1.1.1', '1.2.3.4:80', 'a b', ''];
const urls = [
  'mysql://u:p@127.0.0.1:1/a',
  'redis://127.0.0.1:1/0',
  'redis://127.0.0.1:99999',
  'http://127.0.0.1:1',
  'mysql://',
  'x',
];
const pairs = [
  'A=1',
  'A B=1',
  '1A=1',
  'A=',
  '=1',
  'A',
  'A=a\nb',
  'NODE_NAME=same',
  'SQL_DSN=root:hunter2@tcp(127.0.0.1:1)/a',
  '__proto__=1',
];
const labels = ['stage=production', 'a.b/c=d', 'title=名前', 'x', '=', 'A=b'];
const counts = ['master=1', 'slave=3', 'slave=1000000000', 'slave=-1', 'slave', '=1', 'nope=1'];
const listed = [
  'name=web',
  'labels.a=b',
  'name!=x',
  'name~',
  'nope=1',
  'name',
  '-name',
  'name,zone',
  ',',
  '__proto__=1',
  'labels.',
  'capacity.cpu=1',
];

/** Values by the name of the flag or argument; plausible ones, so that what is behind the door is reached. */
const known = {
  ...names,
  id: [...names.cluster, 'op-1', '1', '20260101-000000-abcd'],
  to: [...names.cluster, ...names.env, 'other.db', 'full', 'folder', 'nowhere/x.db', 'mysql://u@127.0.0.1:1/a'],
  from: names.env,
  other: names.env,
  nodes: names.node,
  instance: ['shop-master-1', 'master-1'],
  plan: paths,
  file: ['a.yaml', 'b.yaml', 'a.json', 'a.compose.yaml', 'a.nginx.conf', 'plan.json', ...paths],
  out: paths,
  store: [
    'muster/muster.db',
    'not-a-store.db',
    'other.db',
    'folder',
    'full',
    'mysql://u@127.0.0.1:1/a',
    'mysql://',
    'mysql://u:p@127.0.0.1:99999/a',
  ],
  'from-file': paths,
  recipe: ['web', 'new-api', 'recipe.yaml', 'nope', 'full', 'folder'],
  key: ['A', 'stage', 'store', 'env', 'org'],
  keys: ['A', 'B', 'env', 'store', '1A'],
  values: [...pairs, 'env=prod', 'store=other.db', 'org=nope'],
  value: ['hunter2-hunter2', '', ' ', 'password'],
  address: [...addresses, ...ips, 'http://127.0.0.1:1'],
  path: ['/', '/a', 'a', '/a?b', '/a b', '//'],
  connect: machines,
  url: urls,
  'password-secret': names.secret,
  kind: ['mysql', 'redis', 'nope'],
  capacity: ['cpu=8,memory=32GiB', 'cpu=-1', 'memory=99999999999999999999GiB', 'cpu=1,cpu=2', 'x'],
  label: labels,
  unlabel: ['stage', 'x', ''],
  weight: numbers,
  slaves: numbers,
  limit: numbers,
  tail: numbers,
  heartbeat: numbers,
  since: ['1h', '2026-01-01', '2026-99-99T00:00:00Z', 'x'],
  role: counts,
  'role-weight': counts,
  'lock-wait': ['0', '10ms', 'x', '-1s'],
  timeout: durations,
  filter: listed,
  sort: listed,
  columns: listed,
  version: ['1.0.0', '1.1.0', '', 'a b', 'v'.repeat(200)],
  image: ['muster-hello', 'bad image!', 'a:1', 'a@sha256:1', ''],
  'proxy-image': ['haproxy:3', 'bad image!', ''],
  balance: ['round-robin', 'least-connections', 'weighted', 'ip-hash', 'nope'],
  zone: ['a', 'b', '名前'],
  reason: ['maintenance', '', 'a b'],
  confirm: [...names.env, ...names.app],
  description: ['text'],
  listen: ['127.0.0.1:0', '127.0.0.1:99999', ':x', 'x'],
  shell: ['bash', 'zsh', 'fish', 'nope'],
  words: ['node', 'add', 'exit-codes', 'nope'],
  name: Object.values(names).flat(),
};

/** Of this name, as people and as nobody would give it. */
export function valueOf(name, options) {
  const plausible = options ?? known[name] ?? Object.values(names).flat();
  return fc.oneof(
    {weight: 6, arbitrary: fc.constantFrom(...plausible)},
    {weight: 3, arbitrary: fc.constantFrom(...nasty)},
    {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 8}).map(harmless)},
    {weight: 1, arbitrary: fc.tuple(fc.constantFrom(...plausible), fc.constantFrom(...control)).map(([text, end]) => text + end)},
  );
}

/** Names what is elsewhere on this machine, or on another, only by chance: not even then. */
function harmless(text) {
  return text.replaceAll('/', '|').replaceAll('..', '.');
}
