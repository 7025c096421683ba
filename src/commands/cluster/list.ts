import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {tellUnbound} from '../../cli/tell-hidden.js';
import {clustersView} from '../../cli/views/clusters.js';
import {readClusterOverview} from '../../core/use-cases/clusters.js';

export default class ClusterList extends ListCommand {
  static override summary = 'list logical clusters';
  static override description =
    'Lists the installations that share this store, whether their agents give signs of life, whether their addresses answer, and what each looks after. Says on stderr which groups nobody looks after.';
  static override examples = ['<%= config.bin %> cluster list', '<%= config.bin %> cluster list --json'];
  static override hiddenAliases = ['cluster:ls'];
  static override flags = rowFlags(clustersView);

  async run() {
    const {flags} = await this.parse(ClusterList);
    const {clusters, unbound} = await readClusterOverview(this.ports);
    const shown = await this.showRows(clusters, clustersView, flags);
    tellUnbound(unbound.groups);
    return shown;
  }
}
