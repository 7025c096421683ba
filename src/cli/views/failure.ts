import {stripVTControlCharacters} from 'node:util';
import type {Failure} from '../../core/domain/errors.js';
import {printable, printableData, printableLines} from '../../core/domain/printable.js';
import type {Violation} from '../../core/domain/violation.js';
import {differenceLines, placeText, problemLines, violationLines} from './findings.js';
import type {Style} from './style.js';

/** An error as a person reads it: one sentence, its facts, one thing to do next. */
export function failureText(failure: Failure, style: Style): string {
  const {message, hint} = failure;
  const lines = [
    `${style.paint('bad', 'Error:')} ${printable(message)} ${style.paint('faint', `(${failure.code})`)}`,
    ...facts(failure, style),
    ...causes(failure),
  ];
  if (hint) lines.push(`${style.paint('strong', 'Next:')} ${printable(hint)}`);
  return `${lines.join('\n')}\n`;
}

function facts({details}: Failure, style: Style): readonly string[] {
  const violations =
    printableData(details['violations'] as readonly Violation[] | undefined)?.filter(({severity}) => severity === 'error') ?? [];
  const problems = printableData(details['problems'] as readonly {readonly message: string}[] | undefined) ?? [];
  const differences = printableData(details['differences'] as readonly string[] | undefined) ?? [];
  // A failure that is our own has the path of its debug log there.
  const log = Array.isArray(details['log']) ? (details['log'] as readonly string[]) : [];
  return [
    ...(violations.length > 1 ? violationLines(violations, style) : onlyPlace(violations[0])),
    ...(problems.length > 1 ? problemLines(problems) : []),
    ...(differences.length > 1 ? differenceLines(differences) : []),
    ...(log.length > 0
      ? [`Last ${log.length} log lines:`, ...log.map((line) => `  ${printable(stripVTControlCharacters(line))}`)]
      : []),
  ];
}

/** Of one violation the sentence stands above. */
function onlyPlace(violation: Violation | undefined): readonly string[] {
  const place = violation ? placeText(violation.details) : null;
  return place === null ? [] : [`  in ${place}`];
}

function causes(failure: Failure): readonly string[] {
  const chain: string[] = [];
  for (let cause = failure.cause; cause instanceof Error && chain.length < 3; cause = cause.cause)
    chain.push(`  caused by: ${printableLines(stripVTControlCharacters(cause.message.trim())).replaceAll('\n', '\n    ')}`);
  return chain;
}
