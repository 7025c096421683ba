import type {NodeReport} from '../../core/use-cases/check-nodes.js';
import {checksView} from './checks.js';
import type {View} from './output.js';

/** The findings of all nodes as one table; names are those of nodes with a finding. */
export const nodeReportsView: View<readonly NodeReport[]> = {
  names: (reports) => reports.filter(hasFinding).map(({node}) => node),
  text: (reports, style) =>
    reports.length === 0
      ? 'There is no node yet. Add one: muster node add NAME --connect local\n'
      : checksView.text(
          reports.flatMap(({checks}) => checks),
          style,
        ),
};

export function hasFinding({checks}: NodeReport): boolean {
  return checks.some((check) => check.result !== 'pass');
}
