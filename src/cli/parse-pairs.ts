import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Capacity, Labels} from '../core/domain/model.js';
import {cores, labelKey, labelValue, memory} from '../core/domain/values/kinds.js';
import {expectValue} from './value-flag.js';

/** `KEY=VALUE` texts as a record; the value may be empty and may contain `=`. */
export function parsePairs(texts: readonly string[], what: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1)
        throw invalidValue(what, at < 0 ? text : '=…', 'is not of the form KEY=VALUE', `Write it like ${what} stage=production`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** The text, if it is one `KEY=VALUE`. */
export function expectPair(text: string, what: string): string {
  parsePairs([text], what);
  return text;
}

/** `stage=production`. */
export function parseLabels(texts: readonly string[]): Labels {
  const example = '--label stage=production';
  return Object.fromEntries(
    Object.entries(parsePairs(texts, '--label')).map(([key, value]) => [
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
    '--capacity',
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
