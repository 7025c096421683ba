import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Capacity, Labels} from '../core/domain/model.js';
import {cores, labelKey, labelValue, memory} from '../core/domain/values/kinds.js';
import {expectValue} from './value-flag.js';

/** How such texts are given, and one as it may be. */
export interface PairForm {
  /** The flag, or what the argument is called. */
  readonly what: string;
  /** What stands before and after the `=`. */
  readonly form: string;
  readonly example: string;
}

/** Of what `config set` and `context set` are given. */
export const pairForm: PairForm = {what: 'The argument', form: 'KEY=VALUE', example: 'KEY=VALUE, as in LOG_LEVEL=debug'};

/** Texts of such a form as a record; the value may be empty and may contain `=`. */
export function parsePairs(texts: readonly string[], {what, form, example}: PairForm): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      // What has no key may be a secret that somebody forgot to name.
      if (at < 1) throw invalidValue(what, at < 0 ? text : '=…', `is not of the form ${form}`, `Write it like ${example}`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** The text, if it is of that form. */
export function expectPair(text: string, form: PairForm): string {
  parsePairs([text], form);
  return text;
}

/** `stage=production`. */
export function parseLabels(texts: readonly string[]): Labels {
  const example = '--label stage=production';
  return Object.fromEntries(
    Object.entries(parsePairs(texts, {what: '--label', form: 'KEY=VALUE', example})).map(([key, value]) => [
      expectValue(labelKey, key, {flag: '--label', part: 'KEY', example}),
      expectValue(labelValue, value, {flag: '--label', part: 'VALUE', example}),
    ]),
  );
}

const capacityExample = '--capacity cpu=8,memory=32GiB';

/** `cpu=8,memory=32GiB`. */
export function parseCapacity(text: string): Capacity {
  const hint = `Write it like ${capacityExample}`;
  const said = parsePairs(
    text.split(',').map((part) => part.trim()),
    {what: '--capacity', form: 'cpu=CORES,memory=SIZE', example: capacityExample},
  );
  const unknown = Object.keys(said).find((key) => key !== 'cpu' && key !== 'memory');
  if (unknown !== undefined) throw invalidValue('--capacity', text, `names ${unknown}, and a capacity has cpu and memory`, hint);
  const cpu =
    said['cpu'] === undefined
      ? undefined
      : expectValue(cores, said['cpu'], {flag: '--capacity', part: 'cpu', example: capacityExample});
  const memoryMib =
    said['memory'] === undefined
      ? undefined
      : expectValue(memory, said['memory'], {flag: '--capacity', part: 'memory', example: capacityExample});
  return {...(cpu === undefined ? {} : {cpu}), ...(memoryMib === undefined ? {} : {memoryMib})};
}

function invalidValue(flag: string, value: string, problem: string, hint: string): Failure {
  return new Failure({
    code: 'VALUE_INVALID',
    exit: exitCodes.usage,
    subject: flag,
    details: {flag, value, problem},
    message: `${flag} ${value} ${problem}.`,
    hint,
  });
}
