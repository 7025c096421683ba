import type {RecipeSecret} from '../model.js';
import {isCommonPassword} from './common-passwords.js';
import {looksRandom} from './looks-random.js';

/** Why a value is no secret: the recipe says so, or everybody can guess it. */
export type SecretWeakness = 'refused' | 'public' | 'blank' | 'short' | 'common' | 'sample';

const leastCharacters = 8;

/** Words that samples are made of, and random values are not. */
const sample =
  /(?:^|[^a-z])(?:your|change|changeme|example|sample|default|random[_-]?string|secret|password|passwd|placeholder|replace|admin|test|demo|qwerty|letmein|root)(?:$|[^a-z])|change[_-]?me|123456|secret[_-]?key/i;

/** The one judgement of every door; `rules` are what recipes say of the secret. */
export function secretWeakness(
  value: string,
  rules: readonly Pick<RecipeSecret, 'refuse' | 'publicDefaults'>[],
): SecretWeakness | null {
  if (rules.some(({refuse}) => refuse.includes(value))) return 'refused';
  if (rules.some(({publicDefaults}) => publicDefaults.includes(value))) return 'public';
  const text = value.trim();
  if (text === '') return 'blank';
  if (isCommonPassword(text) || /^(.)\1*$/su.test(text)) return 'common';
  if (sample.test(text) && !looksRandom(text)) return 'sample';
  return [...text].length < leastCharacters ? 'short' : null;
}

/** The end of "The secret …". */
export const weaknessWords: Readonly<Record<SecretWeakness, string>> = {
  refused: 'has a sample value that the app itself refuses',
  public: 'has a value that everybody can read in public documents',
  blank: 'has a value of nothing but blanks',
  common: 'has one of the values that are tried first',
  sample: 'has a value that reads like the sample of a document',
  short: `has a value of less than ${leastCharacters} characters`,
};

/** What an import tells of a value that nobody has chosen as a secret yet: its length alone says nothing there. */
export function readsLikeSample(value: string): boolean {
  const weakness = value === '' ? null : secretWeakness(value, []);
  return weakness !== null && weakness !== 'short';
}
