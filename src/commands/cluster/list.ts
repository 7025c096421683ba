import {BaseCommand} from '../../cli/base-command.js';
import {clustersView} from '../../cli/views/clusters.js';
import {listClusters} from '../../core/use-cases/bindings.js';

export default class ClusterList extends BaseCommand {
  static override summary = 'list logical clusters';
  static override description =
    'Lists the installations that share this store, and the groups and workspaces that each looks after.';
  static override examples = ['<%= config.bin %> cluster list', '<%= config.bin %> cluster list --json'];
  static override hiddenAliases = ['cluster:ls'];

  async run() {
    await this.parse(ClusterList);
    return this.show(await listClusters(this.ports), clustersView);
  }
}
