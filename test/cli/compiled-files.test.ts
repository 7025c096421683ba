import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, expect, it, onTestFinished, vi} from 'vitest';

interface Files {
  require(path: string): {readonly say: () => string; readonly whisper: () => string};
  keep(command: string): void;
}
const {CompiledFiles} = createRequire(import.meta.url)('../../bin/compiled.cjs') as {
  readonly CompiledFiles: new (folder: string) => Files;
};

let home: string;
let bundle: string;
const cache = () => join(home, 'cache');

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'muster-compiled-'));
  onTestFinished(() => rmSync(home, {recursive: true, force: true}));
  bundle = join(home, 'bundle.cjs');
  writeBundle('a', 'first');
});

function writeBundle(build: string, word: string): void {
  const lines = [
    `//${build.repeat(32)}`,
    `exports.say = () => '${word}';`,
    "exports.whisper = () => require('./other.cjs').whisper();",
  ];
  writeFileSync(bundle, lines.join('\n'));
  writeFileSync(
    join(home, 'other.cjs'),
    `//${'0'.repeat(32)}\nexports.whisper = () => require('node:path').basename(__filename);`,
  );
}

/** What a process of `command` does. */
function runOnce(command: string): string {
  const files = new CompiledFiles(cache());
  const said = files.require(bundle).say();
  files.keep(command);
  return said;
}

const kept = () =>
  readdirSync(cache(), {recursive: true, encoding: 'utf8'})
    .map((name) => join(cache(), name))
    .find((path) => path.endsWith('bundle.cjs')) as string;
/** Another file each time that it is written. */
const version = () => statSync(kept()).ino;

it('code that was kept is taken, and written again for a command that was not run before', () => {
  expect(runOnce('list')).toBe('first');
  const first = version();
  expect(runOnce('list')).toBe('first');
  expect(version()).toBe(first);
  expect(runOnce('apply')).toBe('first');
  expect(version()).not.toBe(first);
  const second = version();
  runOnce('list');
  runOnce('apply');
  expect(version()).toBe(second);
});

it('a file that is as long as the one before is not taken for it', () => {
  runOnce('list');
  writeBundle('b', 'other');
  expect(runOnce('list')).toBe('other');
  expect(runOnce('list')).toBe('other');
});

it.each([0.1, 0.3, 0.7])('damage at %d of it is noticed', (where) => {
  runOnce('list');
  const before = version();
  const bytes = readFileSync(kept());
  const at = Math.floor(bytes.length * where);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(kept(), bytes);
  expect(runOnce('list')).toBe('first');
  expect(version()).not.toBe(before);
});

it('half of a file is none', () => {
  runOnce('list');
  const bytes = readFileSync(kept());
  writeFileSync(kept(), bytes.subarray(0, bytes.length / 2));
  expect(runOnce('list')).toBe('first');
  writeFileSync(kept(), '');
  expect(runOnce('list')).toBe('first');
});

it('the file of another user is not taken', () => {
  runOnce('list');
  const before = version();
  const asAnother = vi.spyOn(process, 'getuid').mockReturnValue(4711);
  onTestFinished(() => asAnother.mockRestore());
  expect(runOnce('list')).toBe('first');
  expect(version()).not.toBe(before);
});

it('where nothing can be written everything runs all the same', () => {
  writeFileSync(cache(), 'a file where the folder should be');
  expect(runOnce('list')).toBe('first');
});

it('a file that another asks for runs once and knows its name', () => {
  const files = new CompiledFiles(cache());
  expect(files.require(bundle).whisper()).toBe('other.cjs');
  expect(files.require(bundle)).toBe(files.require(bundle));
});
