import type {DeclarationSummary, TopologyDifference} from '../../core/use-cases/declared-changes.js';
import type {View} from './output.js';
import {planTree} from './plan.js';

export const validView: View<DeclarationSummary> = {
  text: ({org, nodes, envs, apps}) =>
    `Valid: org ${org} with ${counted(nodes, 'node')}, ${counted(envs, 'env')} and ${counted(apps, 'app')}.\n`,
};

export const differenceView: View<Omit<TopologyDifference, 'violations'>> = {
  text: ({changes}, style) =>
    changes.length === 0 ? 'No difference: the topology is as declared.\n' : `${planTree(changes, style)}\n`,
  names: ({changes}) => changes.map((change) => change.subject),
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
