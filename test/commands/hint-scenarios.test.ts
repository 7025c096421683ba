import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {noCodes, withoutScenario} from '../support/hint-scenarios/codes.js';
import {scenarios} from '../support/hint-scenarios/index.js';
import {problemsOf, removeBases} from '../support/hint-scenarios/run.js';

const source = join(import.meta.dirname, '..', '..', 'src');

/** Several words anywhere, or one word that is called a code. */
const likeCode = /'([A-Z]+(?:_[A-Z0-9]+)+)'|\bcode: (?:[^'\n]*)'([A-Z_0-9]+)'/g;

afterAll(removeBases);

describe.concurrent('every hint, typed as it stands', () => {
  it.each(scenarios.map((scenario) => ({name: `${scenario.code}${scenario.about ? ` (${scenario.about})` : ''}`, scenario})))(
    '$name is a way on',
    async ({scenario}) => {
      expect((await problemsOf(scenario)).join('\n')).toBe('');
    },
    60_000,
  );
});

describe('the scenarios of hints', () => {
  it('are there for every code, but for those that are listed', () => {
    const covered = new Set(scenarios.map(({code}) => code));
    expect(codesOfSources().filter((code) => !covered.has(code))).toEqual([...withoutScenario].sort());
  });
});

/** Every code that the sources give to a failure, a violation, a warning or a finding. */
function codesOfSources(): readonly string[] {
  const found = readdirSync(source, {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(likeCode)])
    .map(([, words, word]) => (words ?? word) as string);
  const known = new Set<string>(noCodes);
  return [...new Set(found)].filter((code) => !known.has(code) && !code.startsWith('MUSTER_')).sort();
}
