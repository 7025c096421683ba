import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {commandsIn, problemsOfHint} from '../support/hints.js';

const source = join(import.meta.dirname, '..', '..', 'src');
/** Stands for a value that is known where the program runs. */
const filling = 'X';
/** Values that a flag takes, where not every word is one. */
const ofFlag: Readonly<Record<string, string>> = {
  weight: '1',
  path: '/shop',
  slaves: '1',
  kind: 'mysql',
  image: 'acme/shop',
  url: 'mysql://user@host:3306/name',
  connect: 'local',
  capacity: 'cpu=1',
  timeout: '1s',
};
/** These only look like a command: what a record of work is called, and what a seal is bound to. */
const noHints = ['muster completion', 'muster secret'];
/** What the first words of a command may be, where the program chooses among topics. */
const topics = ['node', 'group', 'org', 'node list'];

/** Every text of the sources that tells to type a command, with what is computed filled in. */
function hintsOfSources(): readonly {readonly file: string; readonly text: string}[] {
  return readdirSync(source, {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => textsOf(readFileSync(join(source, file), 'utf8')).map((text) => ({file, text})))
    .filter(({text}) => commandsIn(text).length > 0 && !noHints.includes(text) && !text.startsWith('<%='));
}

function textsOf(code: string): readonly string[] {
  const plain = code.replaceAll(/^\s*(?:\/\/|\/\*\*|\*).*$/gm, '');
  return [...flattened(plain).matchAll(/`([^`]*)`|'((?:[^'\\\n]|\\.)*)'/g)].map(([, a, b]) =>
    (a ?? b ?? '').replaceAll('\\n', '\n'),
  );
}

/** Innermost first, until no template holds an expression. */
function flattened(code: string): string {
  const next = code.replaceAll(/\$\{([^${}]*)\}/g, (_all, expression: string) => filled(expression));
  return next === code ? code : flattened(next);
}

function filled(expression: string): string {
  if (expression.startsWith('scopeFlag(')) return ' --env X';
  if (/Flag\(|split\(|\bflag\b/.test(expression)) return expression.includes('split(') ? filling : '';
  // What else of it changes, each with its flag.
  if (expression.startsWith('facts.join')) return '';
  if (expression === 'verb') return 'add';
  const literals = [...expression.matchAll(/`([^`]*)`|'([^']*)'/g)].map(([, a, b]) => a ?? b ?? '');
  return expression.includes(' ? ') && literals.length > 0 ? (literals.at(-1) as string) : filling;
}

/** Whose value is computed as well: two spaces are left of it. */
const someFlag = ' --zone X';

/** Each way to fill in the words that name a command. */
function waysToFill(text: string): readonly string[] {
  const ofFlags = text
    .replaceAll(/config (?:set|unset) X(?:=VALUE)? X/g, 'config unset X --env X')
    .replaceAll(/config set X(?:=VALUE)?/g, 'config set A=1')
    .replaceAll(/ {2}(?:X|VALUE)\b/g, someFlag)
    .replaceAll(/--([a-z-]+) X\b/g, (all, flag: string) => (flag in ofFlag ? `--${flag} ${ofFlag[flag]}` : all));
  return /muster X/.test(ofFlags) ? topics.map((topic) => ofFlags.replaceAll('muster X', `muster ${topic}`)) : [ofFlags];
}

describe('every hint of the sources', () => {
  it('tells to type what the commands take as it stands', async () => {
    const wrong: string[] = [];
    for (const {file, text} of hintsOfSources()) {
      const ways = await Promise.all(waysToFill(text).map(problemsOfHint));
      if (ways.every((problems) => problems.length > 0)) wrong.push(`${file}: ${ways[0]!.join('; ')}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});
