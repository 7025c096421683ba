import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {onTestFinished} from 'vitest';
import {problemOfAnswer} from './answer-schema.js';
import {builtCli} from './built-cli.js';
import {hintsOfJson, hintsOfText, problemsOfHint} from './hints.js';
import {databaseOfRun} from './run-database.js';

export interface CliRun {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Parsed stdout; undefined when it is not JSON. */
  readonly json: any;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** The home when absent. */
  readonly cwd?: string;
}

export interface Cli {
  readonly home: string;
  /** Variables that name the store, when it is not the one in the home. */
  readonly store: Readonly<Record<string, string>>;
  run(line: string | readonly string[], options?: RunOptions): Promise<CliRun>;
  /** Writes a file into the home and returns its path. */
  write(name: string, text: string): string;
}

/** A Muster with a home of its own that knows no engine: what it does needs no machine, or fails. */
export async function aCli(options: {readonly init?: boolean} = {}): Promise<Cli> {
  const home = mkdtempSync(join(tmpdir(), 'muster-cli-'));
  onTestFinished(() => rmSync(home, {recursive: true, force: true}));
  const database = await databaseOfRun();
  if (database) onTestFinished(database.drop);
  const store: Record<string, string> = database ? {MUSTER_STORE: database.address} : {};
  const cli: Cli = {
    home,
    store,
    run: (line, {env, ...rest} = {}) => runIn(home, line, {...rest, env: {...store, ...env}}),
    write: (name, text) => {
      writeFileSync(join(home, name), text);
      return join(home, name);
    },
  };
  if (options.init ?? true) await cli.run('init');
  return cli;
}

async function runIn(
  home: string,
  line: string | readonly string[],
  {input, env = {}, cwd = home}: RunOptions = {},
): Promise<CliRun> {
  const args = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(MUSTER_|FORCE_COLOR|NO_COLOR|NODE_ENV|VITEST)/.test(name)),
  );
  const run = await execa(process.execPath, [join(await builtCli(), 'bin', 'run.js'), ...args], {
    env: {...inherited, MUSTER_HOME: home, MUSTER_ACTOR: 'tester', DOCKER_HOST: 'unix:///nonexistent/docker.sock', ...env},
    extendEnv: false,
    input: input ?? '',
    reject: false,
    stripFinalNewline: false,
    cwd,
  });
  const json = parsed(run.stdout);
  await expectTypeable({stderr: run.stderr, json, line: args.join(' ')});
  const broken = args.includes('--json') ? problemOfAnswer(args, json) : null;
  if (broken !== null) throw new Error(`muster ${args.join(' ')} breaks its schema: ${broken}`);
  return {exit: run.exitCode ?? 128, stdout: run.stdout, stderr: run.stderr, json};
}

/** Ten thousand violations say the same in ten thousand words. */
const mostHints = 40;

/** Whatever a test is about: each command that is told to be typed next is one that parses. */
async function expectTypeable({stderr, json, line}: {stderr: string; json: unknown; line: string}): Promise<void> {
  const hints = [...new Set([...hintsOfText(stderr), ...hintsOfJson(json)])]
    .filter((hint) => hint.includes('muster '))
    .slice(0, mostHints);
  if (hints.length === 0) return;
  const problems = (await Promise.all(hints.map(problemsOfHint))).flat();
  if (problems.length > 0) throw new Error(`After muster ${line}: ${problems.join('; ')}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
