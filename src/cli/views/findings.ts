import {groupBy} from '../../core/domain/indexes.js';
import type {Violation} from '../../core/domain/violation.js';
import type {Style} from './style.js';

/** More than these do not fit on a screen with what stands around them. */
const most = 10;
const mostRules = 8;

/** Violations with their hints; so many that they would fill the screen are counted by rule, each rule with the first of its own. */
export function violationLines(violations: readonly Violation[], style: Style): readonly string[] {
  if (violations.length <= most)
    return violations.flatMap((it) => [`  ${placed(it)} ${style.paint('faint', `(${it.code})`)}`, `    ${it.hint}`]);
  const rules = [...groupBy(violations, ({code}) => code)].sort(([, a], [, b]) => b.length - a.length);
  const shown = rules.slice(0, mostRules);
  const each = Math.max(1, Math.floor(mostRules / shown.length / 2));
  return [
    ...shown.flatMap(([code, found]) => [
      `  ${style.paint('strong', code)} ${times(found.length)}${found.length > each ? (each === 1 ? ', first:' : `, first ${each}:`) : ':'}`,
      ...found.slice(0, each).flatMap((it) => [`    ${placed(it)}`, `      ${it.hint}`]),
    ]),
    ...(rules.length > shown.length ? [`  and ${rules.length - shown.length} rules more`] : []),
    allWith('.error.details.violations[].message'),
  ];
}

/** Faults of files, of which the first ones are shown. */
export function problemLines(problems: readonly {readonly message: string}[]): readonly string[] {
  return firstLines(
    problems.map(({message}) => message),
    '.error.details.problems[].message',
  );
}

/** In what a plan is stale, of which the first are shown. */
export function differenceLines(differences: readonly string[]): readonly string[] {
  return firstLines(differences, '.error.details.differences[]');
}

function firstLines(lines: readonly string[], path: string): readonly string[] {
  if (lines.length <= most) return lines.map((line) => `  ${line}`);
  return [...lines.slice(0, most).map((line) => `  ${line}`), `  and ${lines.length - most} more`, allWith(path)];
}

/** Warnings, a line each; so many that they would bury the answer are counted by rule, each with its first. */
export function warningLines(warnings: readonly Violation[]): readonly string[] {
  const line = (it: Violation, more = '') => `Warning: ${placed(it)} (${it.code}${more})`;
  if (warnings.length <= most) return warnings.map((it) => line(it));
  const rules = [...groupBy(warnings, ({code}) => code).values()];
  const counted = rules.map((found) => line(found[0]!, found.length === 1 ? '' : `, and ${found.length - 1} more like it`));
  return [...counted, allWith('.warnings[].message')];
}

/** The message behind the place in a file that it is about, where there is one. */
function placed({message, details}: Violation): string {
  const place = placeText(details);
  return place === null ? message : `${place}: ${message}`;
}

/** `FILE:LINE` of a violation of what a file declares. */
export function placeText(details: Violation['details']): string | null {
  const place = details['place'] as {readonly file: string; readonly line: number} | undefined;
  return place === undefined ? null : `${place.file}:${place.line}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Where a list stands whole that is shown in part. */
export function allWith(path: string): string {
  return `All of them: the same command with --json, as in --json | jq '${path}'`;
}
