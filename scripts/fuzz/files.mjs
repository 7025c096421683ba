import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {nasty} from './values.mjs';

/** What each file is grown from, by the name it gets. */
const seeds = {
  'a.yaml': ['examples/four-layers.yaml', 'examples/quickstart.yaml', 'examples/new-api.yaml'],
  'b.yaml': ['examples/quickstart.yaml'],
  'recipe.yaml': ['recipes/web.yaml', 'recipes/new-api.yaml'],
  'a.compose.yaml': [
    'test/import/fixtures/new-api-master.compose.yaml',
    'test/import/fixtures/health-check.compose.yaml',
    'test/import/fixtures/shared-secrets.compose.yaml',
  ],
  'a.nginx.conf': ['test/import/fixtures/new-api.nginx.conf', 'test/import/fixtures/weiyuai.nginx.conf'],
};

const scalars = [
  'null',
  '~',
  'true',
  '-1',
  '1e400',
  '99999999999999999999',
  '1000000000',
  '0x1F',
  '0777',
  '.inf',
  '.nan',
  '2026-01-01',
  '""',
  '[]',
  '{}',
  '[[[[[[[[]]]]]]]]',
  '&a [*a]',
  '*nowhere',
  '!!binary AAAA',
  '!!js/function x',
  '!include x',
  '"\\e]0;x\\a"',
  '"a\\rb"',
  '"\\u202e"',
  '|\n  a\n  b',
  '{a: {b: {c: {d: {e: {f: 1}}}}}}',
  '"${X:?no}"',
];
const lines = [
  '---',
  '...',
  'nodes: {}',
  'envs: []',
  'services:',
  'apiVersion: muster/v2',
  '<<: *x',
  '? [a]\n: b',
  '\tx: 1',
  '__proto__: {a: 1}',
  'constructor: 1',
  '}',
  'server { listen 80; }',
  '%YAML 9.9',
];

/** A change of a text; each is small, so that a failure is brought down to the one that matters. */
const edit = fc.record({
  at: fc.nat({max: 999}),
  how: fc.oneof(
    fc.record({kind: fc.constant('value'), text: fc.oneof(fc.constantFrom(...scalars), fc.constantFrom(...nasty))}),
    fc.record({kind: fc.constant('key'), text: fc.constantFrom(...nasty, 'nodes', 'slaves', 'image', 'version')}),
    fc.record({kind: fc.constant('line'), text: fc.constantFrom(...lines)}),
    fc.record({kind: fc.constantFrom('remove', 'twice', 'indent', 'cut')}),
    fc.record({kind: fc.constant('bytes'), text: fc.constantFrom('\0', '\ufeff', '\u0085', '\r', '\x1b[5;41m', '\ud800')}),
  ),
});
const finish = fc.constantFrom('', '', '', '', 'bom', 'crlf', 'latin1', 'utf16', 'deep', 'documents', 'anchors');

/** Files by name, of which the root's examples are the seeds. */
export function arbitraryFiles(root) {
  const texts = (name) => seeds[name].map((path) => readFileSync(join(root, path), 'utf8'));
  return fc.record(
    Object.fromEntries(
      Object.keys(seeds).map((name) => [
        name,
        fc
          .record({text: fc.constantFrom(...texts(name)), edits: fc.array(edit, {maxLength: 3}), finish})
          .map(({text, edits, finish: last}) => finished(edits.reduce(edited, text), last)),
      ]),
    ),
  );
}

function edited(text, {at, how}) {
  const all = text.split('\n');
  const index = at % all.length;
  const line = all[index];
  const changed = {
    value: () => [line.replace(/([:=-] ?)[^:,{}]*([,}]|$)/, (_, before, after) => `${before}${how.text}${after}`)],
    key: () => [line.replace(/[\w.-]+(?=:| )/, () => how.text)],
    line: () => [line, `${/^\s*/.exec(line)[0]}${how.text}`],
    remove: () => [],
    twice: () => [line, line],
    indent: () => [`  ${line}`],
    cut: () => [line.slice(0, line.length / 2)],
    bytes: () => [`${line.slice(0, line.length / 2)}${how.text}${line.slice(line.length / 2)}`],
  }[how.kind]();
  return [...all.slice(0, index), ...changed, ...all.slice(index + 1)].join('\n');
}

function finished(text, how) {
  switch (how) {
    case 'bom':
      return Buffer.from(`\ufeff${text}`);
    case 'crlf':
      return Buffer.from(text.replaceAll('\n', '\r\n'));
    case 'latin1':
      return Buffer.from(`${text}\n# \xe4\xff`, 'latin1');
    case 'utf16':
      return Buffer.from(text, 'utf16le');
    case 'deep':
      return Buffer.from(`${text}\nx: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`);
    case 'documents':
      return Buffer.from(`${text}\n---\n${text}`);
    case 'anchors':
      return Buffer.from(`${text}\nx: &a [1]\ny: [${'*a,'.repeat(1_000)}]\n`);
    default:
      return Buffer.from(text);
  }
}
