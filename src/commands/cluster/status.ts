import {BaseCommand} from '../../cli/base-command.js';
import {clusterOverviewView} from '../../cli/views/clusters.js';
import {readClusterOverview} from '../../core/use-cases/clusters.js';

export default class ClusterStatus extends BaseCommand {
  static override summary = 'show who looks after what, and what nobody does';
  static override description =
    'Shows every cluster with its liveness and the health of its address, the groups that are bound to none, and what the clusters that are offline have left behind.';
  static override examples = ['<%= config.bin %> cluster status', '<%= config.bin %> cluster status --json'];

  async run() {
    await this.parse(ClusterStatus);
    return this.show(await readClusterOverview(this.ports), clusterOverviewView);
  }
}
