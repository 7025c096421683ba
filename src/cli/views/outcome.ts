import type {PlannedChange} from '../../core/domain/plan.js';
import type {ShownOutcome} from '../../core/use-cases/cluster-change.js';
import type {View} from './output.js';
import {planView, summary} from './plan.js';

export interface OutcomeData {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly operation: string | null;
  readonly changes: Iterable<PlannedChange>;
}

export function outcomeData({changed, dryRun, operation, plan}: ShownOutcome): OutcomeData {
  return {changed, dryRun, operation, changes: plan.changes};
}

/** What a change of the cluster did, or would do. */
export const outcomeView: View<OutcomeData> = {
  text: (data, style) => {
    if (!data.changed) return 'Nothing to do: everything is as asked for.\n';
    if (data.dryRun) return `${planView.text(data, style) as string}\nNothing was changed: this was a dry run.\n`;
    // What was executed stood above before it began.
    const tree = data.operation === null ? `${planView.text(data, style) as string}\n` : '';
    return `${tree}Done${data.operation ? ` (operation ${data.operation})` : ''}: ${pastTense(summary(data))}.\n`;
  },
  names: (data) => (data.operation ? [data.operation] : []),
};

function pastTense(text: string): string {
  return text
    .replaceAll(' to start', ' started')
    .replaceAll(' to replace', ' replaced')
    .replaceAll(' to stop', ' stopped')
    .replaceAll(' to change', ' changed');
}
