import type {View} from './output.js';
import type {OutcomeData} from './outcome.js';
import {asAsked, outcomeView} from './outcome.js';
import {planTree} from './plan.js';

/** What a change did: the lines of the topology, or the whole plan when machines moved. */
export const changeView: View<OutcomeData> = {
  text: (data, style, wide) => {
    if (!data.changed) return `Nothing changed: ${asAsked(data)}\n`;
    if (data.operation !== null || [...data.changes].some((change) => change.moves)) return outcomeView.text(data, style, wide);
    return `${planTree(data.changes, style)}\n${data.dryRun ? 'Nothing was changed: this was a dry run.' : 'Done.'}\n`;
  },
  names: (data) => [...data.changes].map((change) => change.subject),
};
