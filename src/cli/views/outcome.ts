import type {PlannedChange} from '../../core/domain/plan.js';
import {listWords} from '../../core/domain/indexes.js';
import type {Looked, ShownOutcome} from '../../core/use-cases/cluster-change.js';
import type {View} from './output.js';
import {planView, summary} from './plan.js';

export interface OutcomeData extends Looked {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly operation: string | null;
  readonly changes: Iterable<PlannedChange>;
}

type Told = Pick<ShownOutcome, 'changed' | 'dryRun' | 'operation' | 'looked'> & {
  readonly plan: Pick<ShownOutcome['plan'], 'changes'>;
};

const nowhere: Looked = {seen: [], unseen: []};

export function outcomeData({changed, dryRun, operation, plan, looked = nowhere}: Told): OutcomeData {
  return {changed, dryRun, operation, changes: plan.changes, seen: looked.seen, unseen: looked.unseen};
}

/** Nothing had to change on the nodes that answered; of the others nobody knows. */
export function isPartlySeen({changed, unseen}: Pick<OutcomeData, 'changed' | 'unseen'>): boolean {
  return !changed && unseen.length > 0;
}

/** Of what nothing had to change, no more than was looked at. */
export function asAsked({seen, unseen}: Looked, asked = 'as asked for'): string {
  if (unseen.length > 0)
    return `what was looked at is ${asked}. Not looked at, for ${unseen.length === 1 ? 'it does' : 'they do'} not answer: ${listWords(unseen)}.`;
  return `${seen.length === 0 ? 'the topology' : 'everything'} is ${asked} already.`;
}

/** What a change of the cluster did, or would do. */
export const outcomeView: View<OutcomeData> = {
  text: (data, style) => {
    if (!data.changed) return `Nothing to do: ${asAsked(data)}\n`;
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
