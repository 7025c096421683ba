import type {Cluster} from '../../core/domain/model.js';
import type {KeptContext} from '../keep-context.js';
import type {ContextRow} from '../shown-context.js';
import type {View} from './output.js';
import {tableView} from './table.js';

export const contextView = tableView<ContextRow>({
  name: (row) => row.key,
  empty: 'The context says nothing.',
  columns: [
    {title: 'KEY', value: (row) => row.key},
    {title: 'VALUE', value: (row) => row.value},
    {title: 'SOURCE', value: (row) => row.source},
  ],
});

export const keptContextView: View<KeptContext> = {
  text: ({changed, dryRun, path}) =>
    changed ? `${path} ${dryRun ? 'would be' : 'is'} written.\n` : 'Nothing changed: the context says so already.\n',
  names: ({path}) => [path],
};

export const switchedView: View<KeptContext & {readonly cluster: Pick<Cluster, 'id' | 'name'>}> = {
  text: ({changed, dryRun, cluster}) => {
    if (!changed) return `Nothing changed: commands act for ${cluster.id} already.\n`;
    return `Commands ${dryRun ? 'would' : 'now'} act for ${cluster.id} (${cluster.name}).\n`;
  },
  names: ({cluster}) => [cluster.id],
};
