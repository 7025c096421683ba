import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {stringify} from 'yaml';
import {readPlainYaml} from '../../../src/adapters/yaml/plain-yaml.js';
import type {Path} from '../../../src/adapters/yaml/parsed-document.js';
import {parseCarefully, parseYaml} from '../../../src/adapters/yaml/yaml-text.js';

/** What stands for a value in a text: where YAML has a rule of its own for it, it is here. */
const scalars = [
  ...['', '~', 'null', 'Null', 'nUll', 'true', 'True', 'tRUE', 'FALSE', 'yes', 'No', 'on', 'off', 'y'],
  ...[
    '0',
    '-0',
    '+7',
    '010',
    '0o17',
    '0x1f',
    '0b1',
    '1_000',
    '1.10',
    '1.',
    '.5',
    '-.5',
    '1e3',
    '1.5E+3',
    '12345678901234567890',
    '.inf',
    '-.INF',
    '.nan',
    '.',
    '-',
    '+',
  ],
  ...[
    'v1.2.3',
    '1.2.3',
    '10.0.0.1',
    '64GiB',
    '2024-01-31',
    '2024-01-31T10:00:00Z',
    '12:30:45',
    '=',
    '<<',
    '---',
    '...',
    '-1',
    '--1',
    '-a',
    '?a',
    '? a',
    ':8080',
    ': a',
    'a:b',
    'a: b',
    'a:',
    'a#b',
    'a #b',
    '#a',
    'a, b',
    '[a',
    'a]',
    '{a',
    'a}',
    '[]',
    '{}',
    '[ ]',
    '[a, b]',
    '[a, b,]',
    '[a,, b]',
    '[,]',
    '[a: b]',
    '{a: 1}',
    '{a:1}',
    '{a: 1, a: 2}',
    '{a, b}',
    '{"a":1}',
    '{"a": [1, {b: "c"}]}',
    '[:8080]',
    '[a:b]',
    '[-1, - 1]',
    '{a: }',
    '[a #b',
    '[a] b',
    '[a] # b',
    '[a]#b',
  ],
  ...[
    '&a x',
    '*a',
    '!!str 1',
    '!x y',
    '|',
    '>-',
    '%a',
    '@a',
    '`a',
    '"a"',
    '"a" # b',
    '"a"#b',
    '"a" b',
    '"a',
    '"a\\n\\u0041\\"\\/"',
    '"\\x41"',
    '"\\ud83d\\ude00"',
    '"\\_"',
    "'a''b'",
    "'a'b",
    "'",
    "''",
    '""',
    'a\tb',
    '\ta',
    'a ',
    ' a',
    'é',
    '日本',
    '😀',
    '\u00a0',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u0007',
    'ssh://ops@10.0.0.1:22',
    'x'.repeat(1200),
  ],
];
const keys = [
  'a',
  'b',
  'A',
  '1',
  '1.0',
  'true',
  'null',
  '~',
  'a.b',
  'a b',
  'a-b',
  '-a',
  '"a"',
  "'b'",
  '"a:b"',
  '"<<"',
  '<<',
  '__proto__',
  'constructor',
  'a:b',
  '? a',
  'é',
  '/path',
  '@a',
  '&x a',
  '!!str a',
  '',
  'x'.repeat(1100),
];

const some = <T>(usual: readonly T[], odd: readonly T[], weight: number) =>
  fc.oneof({arbitrary: fc.constantFrom(...usual), weight}, {arbitrary: fc.constantFrom(...odd), weight: 1});
const someKey = some(
  Array.from({length: 40}, (_, index) => `k${index}`),
  keys,
  30,
);
const someScalar = some(['x', '1', 'a b', '"q"', '[a, b]', '{c: d}', 'x # y', ''], scalars, 8);

/** Lines at random, most of them usual ones: with one odd thing in a text it is seen how it is read. */
const line = fc
  .tuple(
    some([0, 0, 0, 2, 2, 4], [1, 3, 6], 20),
    some(['', '', '', '- '], ['-  ', '- - ', '-', '\t'], 20),
    fc.option(someKey, {freq: 8}),
    some([': '], [':', ':  ', ' : '], 30),
    someScalar,
    some([''], [' # why', '#', ' ', '\r', '\t'], 10),
  )
  .map(
    ([indent, item, key, colon, scalar, end]) => `${' '.repeat(indent)}${item}${key === null ? '' : key + colon}${scalar}${end}`,
  );
const text = fc
  .array(
    fc.oneof(
      {arbitrary: line, weight: 20},
      {arbitrary: fc.constantFrom('', '  ', '# a', '   # b'), weight: 2},
      {arbitrary: fc.constantFrom('---', '...', '%YAML 1.2'), weight: 1},
    ),
    {minLength: 1, maxLength: 4},
  )
  .map((lines) => lines.join('\n'));

const value = fc.letrec<{tree: unknown}>((tie) => ({
  tree: fc.oneof(
    {maxDepth: 4, depthSize: 'small'},
    fc.oneof(
      fc.string(),
      fc.string({unit: 'grapheme'}),
      fc.constantFrom(...scalars),
      fc.integer(),
      fc.double({noNaN: true}),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('tree'), {maxLength: 4}),
    fc.dictionary(fc.oneof({arbitrary: someKey, weight: 20}, {arbitrary: fc.string({minLength: 1}), weight: 1}), tie('tree'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).tree;

describe('plain YAML', () => {
  it('is read as the library reads it, or left to it: texts at random', () => {
    fc.assert(fc.property(text, expectSameOrLeft), {numRuns: 20_000});
  });

  it('is read as the library reads it, or left to it: one scalar anywhere', () => {
    for (const scalar of scalars)
      for (const place of [
        scalar,
        `a: ${scalar}`,
        `a: ${scalar}\nb: 1`,
        `- ${scalar}`,
        `- ${scalar}\n- 1`,
        `a:\n  - ${scalar}\n`,
        `a: [${scalar}, x]`,
        `a: {b: ${scalar}, c: x}`,
        `a: {b: ${scalar}}`,
        `a:\n${scalar}`,
        `a:\n  ${scalar}`,
      ])
        expectSameOrLeft(place);
    for (const key of keys)
      for (const place of [
        `${key}: 1`,
        `- ${key}: 1\n  z: 2`,
        `x: {${key}: 1}`,
        `${key}:\n  b: 2`,
        `${key}:\n- b`,
        `${key}:`,
        `${key}:1`,
      ])
        expectSameOrLeft(place);
  });

  it('is read as the library reads it, or left to it: values as the library writes them', () => {
    fc.assert(
      fc.property(
        value,
        fc.constantFrom<'QUOTE_SINGLE' | 'QUOTE_DOUBLE' | 'PLAIN'>('QUOTE_SINGLE', 'QUOTE_DOUBLE', 'PLAIN'),
        fc.boolean(),
        fc.integer({min: 1, max: 5}),
        (written, defaultStringType, indentSeq, indent) => {
          for (const collectionStyle of ['any', 'flow'] as const)
            expectSameOrLeft(stringify(written, {lineWidth: 0, defaultStringType, indentSeq, indent, collectionStyle}));
        },
      ),
      {numRuns: 2000},
    );
  });

  it('takes what programs and people write', () => {
    const written = [
      'apiVersion: muster/v1',
      '',
      '# machines',
      'nodes:',
      '  web-1: {connect: local, labels: {"a": "b:c", n: 1.10}, ports: [1, 2,]}   # this one',
      '  web-2:',
      '    connect: ssh://ops@10.0.0.12:22',
      '    weight: 010',
      '    labels:',
      "      owner: 'O''Neill'",
      '      since: 2024-01-31',
      '      empty:',
      'envs:',
      '  prod:',
      '    nodes: [web-1, web-2]',
      '    entries:',
      '    - company.com',
      '    - address: "b\\u00fccher.example"',
      '      backup: true',
      '    - :8080',
      '',
    ];
    for (const end of ['\n', '\r\n']) expect(plainValue(written.join(end))).toEqual(parseCarefully(written.join(end), '').value);
    expect(plainValue(written.join('\n'))).toBeDefined();
    expectSameOrLeft(written.join('\n'));
  });

  it.each([
    ['an anchor', 'a: &x 1\nb: *x'],
    ['a tag', 'a: !!str 1'],
    ['a block text', 'a: |\n  b\n'],
    ['a scalar of two lines', 'a: b\n  c'],
    ['a tab', 'a:\tb'],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a key that stands twice', 'a: 1\nb: 2\na: 3'],
    ['a key that stands twice in brackets', 'x: {a: 1, a: 3}'],
    ['a merge', 'a: {b: 1}\nc:\n  <<: {d: 1}'],
    ['a name that every object has', 'constructor: 1'],
    ['brackets over two lines', 'a: [b,\n  c]'],
    ['a byte order mark inside', 'a: \ufeffb'],
    ['nothing', '# only this\n'],
    ['brackets without end', `a: ${'['.repeat(10_000)}`],
  ])('leaves %s to the library', (_, text) => {
    expect(readPlainYaml(text)).toHaveProperty('stoppedAt');
  });

  it('is told the line of, where a big text stops being plain', () => {
    const text = `# ${'x'.repeat(10_000_000)}\nk:\n  l: 1\n`;
    expect(parseYaml(text, 'f').locate(['k', 'l'])).toEqual({line: 3, column: 3});
    expect(() => parseYaml(`${text}a: &b c\n`, 'f')).toThrow(
      'f:4: YAML of this size is read only where it is plain, and it is not here',
    );
  });

  it.each([
    ['brackets', `a: ${'['.repeat(100_000)}`],
    ['indentation', `a: &x\n${Array.from({length: 3000}, (_, index) => `${' '.repeat(index + 1)}b:\n`).join('')}`],
  ])('is refused in one sentence where it is too deep: %s', (_, text) => {
    expect(() => parseYaml(text, 'f')).toThrow(/^f:\d+: maps and lists stand too deep inside one another to be read$/);
  });

  it('tells where things stand as the library does', () => {
    const text = 'a: 1\nb:\n  - c: 2\n    d: [1, {e: 1.10}]\n';
    const [quick, careful] = [parseYaml(text, 'f'), parseCarefully(text, 'f')];
    for (const path of [[], ['a'], ['b', 0, 'd', 1, 'e'], ['b', 0, 'missing']])
      expect(quick.locate(path)).toEqual(careful.locate(path));
    expect(quick.written(['b', 0, 'd', 1, 'e'])).toBe('1.10');
  });
});

function plainValue(text: string): unknown {
  const plain = readPlainYaml(text);
  return 'value' in plain ? plain.value : undefined;
}

function expectSameOrLeft(text: string): void {
  const plain = readPlainYaml(text);
  if (!('value' in plain)) return;
  const careful = parseCarefully(text, 'file.yaml');
  expect(plain.value, text).toStrictEqual(careful.value);
  expect(keyOrder(plain.value), text).toBe(keyOrder(careful.value));
  const quick = parseYaml(text, 'file.yaml');
  for (const path of scalarPaths(plain.value)) expect(quick.written(path), text).toBe(careful.written(path));
}

const keyOrder = (value: unknown): string => JSON.stringify(value);

/** Paths of what is no text: that alone is asked for as it is written. */
function scalarPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return typeof value === 'number' || typeof value === 'boolean' ? [path] : [];
  return Object.entries(value).flatMap(([key, each]) => scalarPaths(each, [...path, Array.isArray(value) ? Number(key) : key]));
}
