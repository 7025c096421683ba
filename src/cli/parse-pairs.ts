import {parseMemory} from '../core/domain/capacity.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Capacity} from '../core/domain/model.js';

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

/** `cpu=8,memory=32GiB`. */
export function parseCapacity(text: string): Capacity {
  const hint = 'Write it like --capacity cpu=8,memory=32GiB';
  const said = parsePairs(
    text.split(',').map((part) => part.trim()),
    '--capacity',
  );
  const unknown = Object.keys(said).find((key) => key !== 'cpu' && key !== 'memory');
  if (unknown !== undefined) throw invalidValue('--capacity', text, `names ${unknown}, and a capacity has cpu and memory`, hint);
  const cpu = said['cpu'] === undefined ? undefined : Number(said['cpu']);
  const memoryMib = said['memory'] === undefined ? undefined : (parseMemory(said['memory']) ?? Number.NaN);
  if (cpu !== undefined && !(cpu > 0 && Number.isFinite(cpu)))
    throw invalidValue('--capacity', text, 'does not say cpu as a number of cores', hint);
  if (memoryMib !== undefined && Number.isNaN(memoryMib))
    throw invalidValue('--capacity', text, 'does not say memory as a size such as 512MiB or 64GiB', hint);
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
