import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished} from 'vitest';
import type {Cli} from './run-cli.js';

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {readonly functionName: string; readonly ranges: readonly {readonly count: number}[]}[];
  }[];
}

/** Modules that ran: in the bundle each is a function named by its path, beside it each library is a file. */
export async function ranModules(cli: Cli, line: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-coverage-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const run = await cli.run(line, {env: {...env, NODE_V8_COVERAGE: folder}});
  expect(run.exit, run.stderr).toBe(0);
  const {result} = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0] as string), 'utf8')) as Coverage;
  const libraries = result.flatMap(({url}) => /\/dist\/lib\/(.*)\.cjs$/.exec(url)?.[1] ?? []);
  const bundled = result
    .filter(({url}) => /\/dist\/(muster|lib\/[^/]+)\.cjs$/.test(url))
    .flatMap(({functions}) => functions)
    .filter(({functionName, ranges}) => functionName.includes('/') && (ranges[0]?.count ?? 0) > 0)
    .map(({functionName}) => functionName.replace(/^.*node_modules\//, ''));
  return [...libraries, ...bundled];
}

/** Node's own modules that are loaded when the command ends. */
export async function builtinModules(
  cli: Cli,
  line: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-builtins-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const [preload, list] = [join(folder, 'preload.cjs'), join(folder, 'list')];
  const text = `require('node:fs').writeFileSync(${JSON.stringify(list)}, process.moduleLoadList.join('\\n'))`;
  writeFileSync(preload, `process.once('exit', () => ${text});`);
  const run = await cli.run(line, {env: {...env, NODE_OPTIONS: `--require=${preload}`}});
  expect(run.exit, run.stderr).toBe(0);
  return readFileSync(list, 'utf8')
    .split('\n')
    .flatMap((each) => (each.startsWith('NativeModule ') ? [each.slice('NativeModule '.length)] : []));
}
