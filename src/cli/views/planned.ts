import type {PlannedChange} from '../../core/domain/plan.js';
import type {ShownOutcome} from '../../core/use-cases/cluster-change.js';
import type {View} from './output.js';
import {planView} from './plan.js';

export interface PlanData {
  readonly changed: boolean;
  readonly changes: Iterable<PlannedChange>;
  /** Stages with the steps that would run, in order. */
  readonly stages: ShownOutcome['plan']['stages'];
  readonly nextCommand: string | null;
}

export function planData(
  {plan, changed}: ShownOutcome,
  typed: {
    readonly files: readonly string[];
    readonly out: string | null;
    readonly prune: boolean;
    readonly topologyOnly: boolean;
  },
): PlanData {
  const flags = [
    ...typed.files.map((file) => `-f ${file}`),
    ...(typed.prune ? ['--prune'] : []),
    ...(typed.topologyOnly ? ['--topology-only'] : []),
  ].join(' ');
  return {
    changed,
    changes: plan.changes,
    stages: plan.stages,
    nextCommand: changed ? `muster apply ${typed.out ?? flags}` : null,
  };
}

export const plannedView: View<PlanData> = {
  text: (data, style) => {
    const tree = planView.text(data, style) as string;
    return data.nextCommand ? `${tree}To do it: ${data.nextCommand}\n` : tree;
  },
};
