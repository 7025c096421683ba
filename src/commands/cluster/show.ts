import {clusterArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {clusterView} from '../../cli/views/clusters.js';
import {showCluster} from '../../core/use-cases/clusters.js';

export default class ClusterShow extends BaseCommand {
  static override summary = 'show a logical cluster';
  static override description = 'Shows the installation that it is, and the groups and workspaces that it looks after.';
  static override examples = ['<%= config.bin %> cluster show DEFAULT', '<%= config.bin %> cluster show default --json'];
  static override args = {id: clusterArg};

  async run() {
    const {args} = await this.parse(ClusterShow);
    return this.show(await showCluster(this.ports, args.id), clusterView);
  }
}
