import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import fc from 'fast-check';
import * as z from 'zod';
import {execute, manners} from './execute.mjs';
import {arbitraryFiles} from './files.mjs';
import {homeNames, makeHomes, sealedSecret} from './homes.mjs';
import {judge} from './judge.mjs';
import {arbitraryLine, arbitraryVariables, commandsOf} from './lines.mjs';
import {nasty} from './values.mjs';

const root = join(import.meta.dirname, '..', '..');
/** Runs that are spent on making one failure small. */
const shrinkingRuns = 120;
const lanes = 2;

/**
 * Runs random command lines on random files in random installations, and finds those that end as none may. What is found is
 * made small; the same seed finds it again.
 */
export async function fuzz({cli, runs, seed, tell = () => undefined, saw = () => undefined, folder: packageRoot = root}) {
  const cache = mkdtempSync(join(tmpdir(), 'muster-fuzz-cache-'));
  const homes = await makeHomes({root, cli, environment: (home) => environmentOf(home, cache)});
  const world = {cli, homes, cache, saw, schemas: schemasOf(packageRoot), commands: commandsOf(packageRoot)};
  const failures = new Map();
  try {
    const each = Math.ceil(runs / lanes);
    await Promise.all(Array.from({length: lanes}, (_, lane) => walk(world, {runs: each, seed: seed + lane, failures, tell})));
  } finally {
    for (const folder of [homes.folder, cache]) rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  }
  return [...failures.values()];
}

/** As many runs as are asked for, whatever is found in between: each kind of failure is made small once. */
async function walk(world, {runs, seed, failures, tell}) {
  let left = runs;
  let at = seed;
  while (left > 0) {
    let done = 0;
    let found = null;
    let shrunk = 0;
    const property = fc.asyncProperty(arbitraryCase(world.commands), async (one) => {
      if (found) {
        shrunk += 1;
        if (shrunk > shrinkingRuns) return;
      } else done += 1;
      const problem = await tryCase(world, one);
      if (!problem) return;
      const name = signature(problem, one);
      if (found ? name !== found.name : failures.has(name)) return;
      found = {name, problem, one};
      throw new Error(name);
    });
    const {errorInstance} = await fc.check(property, {numRuns: left, seed: at, endOnFailure: false});
    // What judges must not be what is broken.
    if (errorInstance && !found) throw errorInstance;
    if (found) {
      failures.set(found.name, {...found.problem, seed, case: found.one});
      tell(found);
    }
    left -= Math.max(1, done);
    at += 1_000;
  }
}

function arbitraryCase(commands) {
  return fc.record({
    home: fc.constantFrom(...homeNames),
    files: arbitraryFiles(root),
    env: arbitraryVariables(commands),
    argv: arbitraryLine(commands),
    manner: fc.constantFrom(...manners),
    input: fc.constantFrom('', 'y', 'prod', ...nasty),
  });
}

async function tryCase({cli, homes, cache, schemas, saw}, {home, files, env, argv, manner, input}) {
  const cwd = mkdtempSync(join(tmpdir(), 'muster-fuzz-case-'));
  try {
    homes.take(home, join(cwd, 'a'));
    const here = join(cwd, 'a');
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(here, name), bytes);
    const words = argv.map(typeable);
    const variables = Object.fromEntries(env.map(([name, value]) => [name, typeable(value)]));
    const run = await execute({
      cli,
      argv: words,
      env: {...environmentOf(here, cache), ...variables},
      cwd: here,
      manner,
      input: typeable(input),
    });
    saw(run.exit ?? run.signal);
    const problem = judge(run, {argv: words, env, manner, schemas, secret: sealedSecret});
    return problem && {...problem, log: problem.kind === 'exit 1' ? debugLog(here) : null};
  } finally {
    rmSync(cwd, {recursive: true, force: true, maxRetries: 5});
  }
}

function debugLog(here) {
  const folder = join(here, 'muster', 'state');
  const [name] = existsSync(folder) ? readdirSync(folder).filter((file) => /log|txt/.test(file)) : [];
  return name ? readFileSync(join(folder, name), 'utf8').slice(0, 1_500) : null;
}

/** A process takes no NUL. */
function typeable(text) {
  return text.replaceAll('\0', '').toWellFormed();
}

/** Nothing of who runs it; no Docker, and no program that would reach another machine. */
function environmentOf(home, cache) {
  return {
    PATH: '/nonexistent',
    HOME: home,
    XDG_CACHE_HOME: cache,
    MUSTER_HOME: join(home, 'muster'),
    MUSTER_ACTOR: 'fuzzer',
    DOCKER_HOST: 'unix:///nonexistent/docker.sock',
    LANG: 'C.UTF-8',
    TERM: 'xterm',
  };
}

/** By their paths below `schemas/`: each is made ready when it is first asked for. */
export function schemasOf(packageRoot) {
  const schemas = new Map();
  const path = (name) => join(packageRoot, 'schemas', `${name}.schema.json`);
  const load = (name) =>
    schemas.get(name) ?? schemas.set(name, z.fromJSONSchema(JSON.parse(readFileSync(path(name), 'utf8')))).get(name);
  const check = (name) => (document) => {
    const {error} = load(name).safeParse(document);
    return error ? `${name}: ${error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}` : null;
  };
  return Object.assign(check, {knows: (name) => /^[a-z/-]+$/.test(name) && existsSync(path(name))});
}

/** Kinds of failures are told apart by where a bug was thrown, else by the code of the failure or by the command. */
function signature({kind, text, log}, {argv, manner}) {
  const place = log && /^ +at .*$/m.exec(log)?.[0].replace(/:\d+/g, '').trim();
  const code = /\b[A-Z]+_[A-Z_]+\b/.exec(text)?.[0];
  const command = argv.filter((word) => /^[a-z]+$/.test(word)).slice(0, 2);
  return `${kind}: ${place || (text === '' ? manner : code || command.join(' '))}`;
}

export function reproduction({case: {home, files, env, argv, manner, input}}) {
  const used = Object.entries(files).filter(([name]) => argv.includes(name) || env.some(([, value]) => value === name));
  return [
    `home ${home}, ${manner}, input ${JSON.stringify(input)}`,
    ...env.map(([name, value]) => `env ${name}=${JSON.stringify(value)}`),
    `argv ${JSON.stringify(argv)}`,
    ...used.map(([name, bytes]) => `file ${name}: ${JSON.stringify(String(bytes)).slice(0, 2_000)}`),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const {values} = parseArgs({options: {runs: {type: 'string', default: '5000'}, seed: {type: 'string'}}});
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  process.stdout.write(`seed ${seed}, ${values.runs} runs\n`);
  const {ensureBuilt} = await import('../build.mjs');
  await ensureBuilt();
  const tell = ({name, problem, one}) =>
    process.stdout.write(`\n✗ ${name}\n  ${problem.text}\n  ${reproduction({case: one}).join('\n  ')}\n${problem.log ?? ''}\n`);
  const exits = {};
  const saw = (exit) => (exits[exit] = (exits[exit] ?? 0) + 1);
  const failures = await fuzz({cli: join(root, 'bin', 'run.js'), runs: Number(values.runs), seed, tell, saw});
  process.stdout.write(`exit codes and how often: ${JSON.stringify(exits)}\n`);
  process.stdout.write(`${failures.length} kinds of failures, seed ${seed}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
