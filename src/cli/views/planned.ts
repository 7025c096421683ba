import type {PlannedChange} from '../../core/domain/plan.js';
import type {Looked, ShownOutcome} from '../../core/use-cases/cluster-change.js';
import {asAsked} from './outcome.js';
import type {View} from './output.js';
import {planView} from './plan.js';
import {shellWord} from '../../core/domain/shell-word.js';

export interface PlanData extends Looked {
  readonly changed: boolean;
  readonly changes: Iterable<PlannedChange>;
  /** Stages with the steps that would run, in order. */
  readonly stages: ShownOutcome['plan']['stages'];
  readonly nextCommand: string | null;
}

export function planData(
  {plan, changed, looked = {seen: [], unseen: []}}: ShownOutcome,
  typed: {
    readonly files: readonly string[];
    readonly out: string | null;
    readonly prune: boolean;
    readonly topologyOnly: boolean;
  },
): PlanData {
  const flags = [
    ...typed.files.map((file) => `-f ${shellWord(file)}`),
    ...(typed.prune ? ['--prune'] : []),
    ...(typed.topologyOnly ? ['--topology-only'] : []),
  ].join(' ');
  return {
    changed,
    changes: plan.changes,
    stages: plan.stages,
    ...looked,
    nextCommand: changed ? `muster apply ${typed.out === null ? flags : shellWord(typed.out)}` : null,
  };
}

export const plannedView: View<PlanData> = {
  text: (data, style) => {
    if (!data.changed) return `Nothing to do: ${asAsked(data, 'as declared')}\n`;
    const tree = planView.text(data, style) as string;
    return data.nextCommand ? `${tree}To do it: ${data.nextCommand}\n` : tree;
  },
};
