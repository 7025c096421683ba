import {exitCodes, Failure} from '../../core/domain/errors.js';
import {cellTexts} from '../views/cells.js';
import type {ColumnNames} from './column-names.js';
import {splitList} from './split-list.js';

/** `=` and `!=` compare whole values, `~` and `!~` look for a part in either case. */
type Comparison = '=' | '!=' | '~' | '!~';

interface Term {
  readonly key: string;
  readonly comparison: Comparison;
  readonly value: string;
}

/** The rows for which every term holds. A cell of several values has one that is equal, or has none that is. */
export function filterRows<Row>(rows: readonly Row[], names: ColumnNames<Row>, filters: readonly string[]): readonly Row[] {
  const terms = splitList(filters).map(parseTerm);
  const columns = names.find(
    terms.map(({key}) => key),
    '--filter',
  );
  return rows.filter((row) => terms.every((term, index) => holds(term, cellTexts(columns[index]!.value(row)))));
}

function parseTerm(text: string): Term {
  const match = /^([^=!~]+)(!=|!~|=|~)(.*)$/s.exec(text);
  if (match) return {key: match[1]!.trim(), comparison: match[2] as Comparison, value: match[3]!.trim()};
  throw new Failure({
    code: 'FILTER_INVALID',
    exit: exitCodes.usage,
    subject: '--filter',
    details: {flag: '--filter', value: text, comparisons: ['=', '!=', '~', '!~']},
    message: `--filter ${text} compares nothing.`,
    hint: 'Write it like --filter stage=production, --filter customer!=a or --filter name~web',
  });
}

function holds({comparison, value}: Term, texts: readonly string[]): boolean {
  switch (comparison) {
    case '=':
      return isOneOf(value, texts);
    case '!=':
      return !isOneOf(value, texts);
    case '~':
      return isPartOfOne(value, texts);
    case '!~':
      return !isPartOfOne(value, texts);
  }
}

/** `KEY=` holds where there is nothing. */
function isOneOf(value: string, texts: readonly string[]): boolean {
  return value === '' ? texts.length === 0 : texts.includes(value);
}

function isPartOfOne(part: string, texts: readonly string[]): boolean {
  const wanted = part.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
