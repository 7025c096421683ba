import type {AbandonOutcome} from '../../core/use-cases/abandon-operation.js';
import type {OperationDetails, OperationStep, OperationSummary} from '../../core/use-cases/list-operations.js';
import type {ResumeOutcome} from '../../core/use-cases/resume-operation.js';
import type {WaysOn} from '../../core/domain/ways-on.js';
import {formatDuration} from '../durations.js';
import {counted} from './columns.js';
import {factLines, orDash} from './facts.js';
import type {View} from './output.js';
import type {Tone} from './palette.js';
import type {Style} from './style.js';
import {renderTable} from './render-table.js';
import {tableView} from './table.js';

const tones: Readonly<Record<string, Tone>> = {
  done: 'good',
  failed: 'bad',
  interrupted: 'warn',
  running: 'warn',
  abandoned: 'faint',
  open: 'faint',
};

export const operationsView = tableView<OperationSummary>({
  name: (operation) => operation.id,
  empty: 'There is no operation.',
  columns: [
    {title: 'ID', value: (operation) => operation.id},
    {title: 'STATE', value: (operation) => operation.state, tone: (operation) => tones[operation.state] ?? 'plain'},
    {title: 'STEPS', value: (operation) => `${operation.done} of ${operation.steps}`},
    {title: 'SINCE', value: (operation) => operation.createdAt.slice(0, 16).replace('T', ' ')},
    {title: 'COMMAND', value: (operation) => operation.command},
    {title: 'BY', value: (operation) => operation.actor, wide: true},
    {title: 'ENDED', value: (operation) => operation.endedAt, wide: true},
  ],
});

/** The command that goes on with an operation, and those that take it back. */
export function waysLines({resume, back}: WaysOn, style: Style): readonly string[] {
  return [
    `${style.paint('strong', 'Next:')} ${resume}`,
    ...back.map((command) => `${style.paint('strong', '  or:')} ${command}, which brings back the version before`),
  ];
}

export const operationView: View<OperationDetails> = {
  names: (operation) => operation.steps.map((step) => step.id),
  text: (operation, style) =>
    [
      factLines(
        [
          ['id', operation.id],
          ['state', operation.state],
          ['command', operation.command],
          ['by', operation.actor],
          ['since', operation.createdAt],
          ['ended', orDash(operation.endedAt)],
        ],
        style,
      ),
      '',
      renderTable(
        [
          {title: 'STAGE', value: (step: OperationStep) => step.stage},
          {title: 'STEP', value: (step) => step.title},
          {title: 'STATE', value: (step) => step.state, tone: (step) => tones[step.state] ?? 'plain'},
          {title: 'TOOK', value: took},
          {title: 'MESSAGE', value: (step) => orDash(step.message)},
        ],
        operation.steps,
        style,
      ),
      ...(operation.ways === null ? [] : ['', ...waysLines(operation.ways, style)]),
    ].join('\n') + '\n',
};

function took({startedAt, endedAt}: OperationStep): string {
  return startedAt === null || endedAt === null ? '-' : formatDuration(Date.parse(endedAt) - Date.parse(startedAt));
}

export const resumeView: View<ResumeOutcome> = {
  names: ({operation}) => [operation],
  text: ({operation, changed, dryRun, steps, titles}) => {
    if (!changed) return `Nothing changed: operation ${operation} is done.\n`;
    if (dryRun)
      return `${counted(steps.length, 'step')} of operation ${operation} would run:\n${titles.map((title) => `  ${title}\n`).join('')}Nothing was changed: this was a dry run.\n`;
    return `Operation ${operation} is done: ${counted(steps.length, 'step')} ran that ${steps.length === 1 ? 'was' : 'were'} left.\n`;
  },
};

export const abandonView: View<AbandonOutcome> = {
  names: ({operation}) => [operation],
  text: ({operation, changed, dryRun, titles}) => {
    if (!changed) return `Nothing changed: operation ${operation} is closed.\n`;
    const left =
      titles.length === 0
        ? 'It had nothing left to do.\n'
        : `Not done:\n${titles.map((title) => `  ${title}\n`).join('')}What is desired stays desired: muster status shows what is missing.\n`;
    return dryRun
      ? `Operation ${operation} would be abandoned.\n${left}Nothing was changed: this was a dry run.\n`
      : `Abandoned operation ${operation}.\n${left}`;
  },
};
