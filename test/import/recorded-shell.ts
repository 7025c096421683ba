import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, expect} from 'vitest';
import {LocalShell} from '../../src/adapters/shell/local-shell.js';
import type {RunningProgram, Shell, ShellCommand, ShellResult} from '../../src/core/ports/shell.js';

/** What Compose said of a text: the shell's whole answer, where the texts stood replaced by `/project`. */
export interface Recording {
  readonly texts: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Recordings = Record<string, Recording>;

export const recordedFolder = join(import.meta.dirname, 'recorded');

/**
 * Compose, from a recording: these tests need nothing but Node. What nobody has recorded yet is asked of Compose itself and
 * recorded, one file for each test file; `recorded.real.test.ts` asks all of it again.
 */
export class RecordedShell implements Shell {
  readonly #texts: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;

  constructor(
    texts: Readonly<Record<string, string>>,
    {folder, env}: {readonly folder: string; readonly env: Readonly<Record<string, string>>},
  ) {
    this.#texts = texts;
    this.#folder = folder;
    this.#env = env;
  }

  async run(command: ShellCommand): Promise<ShellResult> {
    const {all, file} = recordings();
    const args = command.args.map((arg) => arg.replaceAll(this.#folder, '/project'));
    const texts = command.input === undefined ? this.#texts : {...this.#texts, '-': String(command.input)};
    const key = createHash('sha256')
      .update(JSON.stringify([texts, args, this.#env]))
      .digest('hex')
      .slice(0, 16);
    const found = (all[key] ??= await this.#record(command, {texts, args, env: this.#env}, file));
    const back = (text: string) => text.replaceAll('/project', this.#folder);
    return {exit: found.exit, stdout: back(found.stdout), stderr: back(found.stderr), timedOut: false, missing: false};
  }

  async #record(command: ShellCommand, asked: Pick<Recording, 'texts' | 'args' | 'env'>, file: string): Promise<Recording> {
    const result = await new LocalShell().run({...command, env: {...command.env, ...this.#env}});
    if (result.missing)
      throw new Error(`Nobody has recorded what Compose says, and it is not here: run this test where it is, for ${file}.`);
    added.add(file);
    const clean = (text: string) => text.replaceAll(this.#folder, '/project').replaceAll(/time="[^"]*" /g, '');
    return {...asked, exit: result.exit, stdout: compact(clean(result.stdout)), stderr: clean(result.stderr)};
  }

  lines(): AsyncIterable<string> {
    throw new Error('Nothing is read by lines here.');
  }

  start(): Promise<RunningProgram> {
    throw new Error('Nothing is started here.');
  }
}

function compact(stdout: string): string {
  return stdout === '' ? '' : JSON.stringify(JSON.parse(stdout));
}

const loaded = new Map<string, Recordings>();
const added = new Set<string>();

function recordings(): {readonly all: Recordings; readonly file: string} {
  const name = expect
    .getState()
    .testPath!.split('/')
    .at(-1)!
    .replace(/(?:\.real)?\.test\.ts$/, '');
  const file = join(recordedFolder, `${name}.json`);
  const all = loaded.get(file) ?? (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recordings) : {});
  loaded.set(file, all);
  return {all, file};
}

/** One line a recording, so that two people can add some. */
export function writeRecordings(): void {
  for (const file of added) {
    const rows = Object.entries(loaded.get(file)!).sort(([a], [b]) => (a < b ? -1 : 1));
    mkdirSync(recordedFolder, {recursive: true});
    writeFileSync(file, `{\n${rows.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n}\n`);
  }
}

afterAll(writeRecordings);
