import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
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
