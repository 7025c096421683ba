import {cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {acme, fleet, usualFill, type Base, type HintScenario} from './scenario.js';
import {removeMuster, typeLine, type Typed} from './type-line.js';
import {waysIn, type Way} from './ways.js';

/** A home that can be put back to a state. */
interface State {
  readonly home: string;
  readonly saved: string;
}

/** What is wrong with the hints of a scenario; nothing when they hold what they promise. */
export async function problemsOf(scenario: HintScenario): Promise<readonly string[]> {
  const home = await homeOf(scenario);
  const saved = temporary();
  try {
    for (const line of scenario.given ?? []) {
      const {exit, stdout, stderr} = await typeLine(home, line, scenario.env);
      if (exit !== 0) return [`given \`${line}\` ended with ${exit}: ${stderr}${stdout}`];
    }
    cpSync(home, saved, {recursive: true});
    return await problemsIn({home, saved}, scenario);
  } finally {
    for (const folder of [home, saved]) rmSync(folder, {recursive: true, force: true});
  }
}

async function problemsIn(state: State, scenario: HintScenario): Promise<readonly string[]> {
  const {when, code, byHand} = scenario;
  const first = await typeLine(state.home, `muster ${when} --json`, scenario.env);
  const hints = hintsOf(first.json, code);
  if (hints.length === 0) return [`\`${when}\` does not say ${code}: ${shown(first)}`];
  const problems: string[] = [];
  for (const hint of hints) {
    const ways = waysIn(hint, when);
    if (ways.every(({example}) => example) && byHand === undefined && ways.length === 0)
      problems.push(`nothing can be typed of: ${hint}`);
    const all = byHand === undefined ? ways : [...ways, {lines: [], reads: false, example: false}];
    for (const way of all)
      problems.push(...(await problemsOfWay(state, way, scenario)).map((problem) => `${problem}\n  of: ${hint}`));
  }
  return problems;
}

async function problemsOfWay({home, saved}: State, way: Way, scenario: HintScenario): Promise<readonly string[]> {
  const {byHand = [], env, when, code} = scenario;
  putBack({home, saved});
  const bare = way.lines.length === 0 && way.instead === undefined;
  for (const line of bare || !way.reads ? byHand : []) {
    const {exit, stderr} = await typeLine(home, line, env);
    if (exit !== 0) return [`by hand \`${line}\` ended with ${exit}: ${stderr}`];
  }
  for (const line of way.lines) {
    const typed = filledIn(line, scenario);
    const answer = await typeLine(home, typed, env);
    if (scenario.moves && answer.exit === 7) return [];
    if (scenario.leadsOn && answer.exit === 3) {
      return furtherProblems(home, typed, scenario);
    }
    if (!accepts(scenario, way, answer)) return [`\`${typed}\` ended with ${shown(answer)}`];
  }
  if (way.reads || scenario.staysBecause !== undefined) return [];
  const again = await typeLine(home, `muster ${filledIn(way.instead ?? when, scenario)} --json`, env);
  if (hintsOf(again.json, code).length === 0 && (![1, 2].includes(again.exit) || code === 'FLAG_MISSING')) return [];
  return [
    `after ${way.lines.map((line) => `\`${line}\``).join(', ') || 'that'}, \`${way.instead ?? when}\` ends with ${shown(again)}`,
  ];
}

/** Of what a command of the hint is told in its turn; each way of it starts where this one ended. */
async function furtherProblems(home: string, line: string, scenario: HintScenario): Promise<readonly string[]> {
  const {env, moves} = scenario;
  const answer = await typeLine(home, `${line} --json`, env);
  const error = (answer.json as {readonly error?: {readonly code: string; readonly hint: string}} | undefined)?.error;
  if (!error) return [`\`${line}\` says nothing: ${shown(answer)}`];
  const saved = temporary();
  cpSync(home, saved, {recursive: true});
  const next = {
    when: line.replace('muster ', ''),
    code: error.code,
    env: env ?? {},
    ...(moves ? {moves} : {}),
    fill: scenario.fill ?? {},
  };
  const problems = [];
  for (const way of waysIn(error.hint, next.when))
    problems.push(...(await problemsOfWay({home, saved}, way, {...next, staysBecause: 'it was followed'})));
  rmSync(saved, {recursive: true, force: true});
  return problems.map((problem) => `${problem}\n  which was told after \`${line}\``);
}

function accepts({ends}: HintScenario, {example, reads}: Way, {exit}: Typed): boolean {
  return [0, ...(reads ? [7, 9] : []), ...(example ? [3, 4, 7] : []), ...(ends?.exits ?? [])].includes(exit);
}

function shown({exit, stdout, stderr}: Typed): string {
  return `${exit}: ${stderr}${stdout}`;
}

function filledIn(line: string, {fill = {}}: HintScenario): string {
  const words = {...usualFill, ...fill};
  const names = Object.keys(words).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![A-Z_a-z0-9-])(?:${names.join('|')})(?![A-Z_a-z0-9-])`, 'g');
  return line.replaceAll(pattern, (name) => words[name] as string);
}

/** Of whatever in an answer has the code: the failure, its violations, warnings, checks. */
export function hintsOf(json: unknown, code: string): readonly string[] {
  if (typeof json !== 'object' || json === null) return [];
  const found = json as {readonly code?: unknown; readonly hint?: unknown};
  const own = found.code === code && typeof found.hint === 'string' ? [found.hint] : [];
  return [...new Set([...own, ...Object.values(json).flatMap((value) => hintsOf(value, code))])];
}

const bases = new Map<Base, Promise<string>>();
const made: string[] = [];

async function homeOf({base = 'fleet', files = {}}: HintScenario): Promise<string> {
  if (!bases.has(base)) bases.set(base, makeBase(base));
  const home = temporary();
  cpSync(await (bases.get(base) as Promise<string>), home, {recursive: true});
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
  return home;
}

const settingUp: Readonly<Record<Base, readonly string[]>> = {
  nothing: [],
  new: ['muster init'],
  fleet: [
    'muster init',
    'muster group create east',
    'muster workspace create second',
    'muster org create acme',
    'muster apply -f fleet.yaml --topology-only',
    'muster apply -f acme.yaml --topology-only',
  ],
};

async function makeBase(base: Base): Promise<string> {
  const home = temporary();
  writeFileSync(join(home, 'fleet.yaml'), fleet);
  writeFileSync(join(home, 'acme.yaml'), acme);
  for (const line of settingUp[base]) {
    const {exit, stderr} = await typeLine(home, line);
    if (exit !== 0) throw new Error(`${line}: ${stderr}`);
  }
  return home;
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-hints-'));
  made.push(folder);
  return folder;
}

function putBack({home, saved}: State): void {
  for (const name of readdirSync(home)) rmSync(join(home, name), {recursive: true, force: true});
  cpSync(saved, home, {recursive: true});
}

/** What the scenarios have in common. */
export async function removeBases(): Promise<void> {
  await removeMuster();
  for (const folder of made.splice(0)) rmSync(folder, {recursive: true, force: true});
}
