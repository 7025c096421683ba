import * as Args from '@oclif/core/args';
import {BaseCommand} from '../../cli/base-command.js';
import {means} from '../../cli/meaning.js';
import {clusterView} from '../../cli/views/clusters.js';
import {showCluster} from '../../core/use-cases/bindings.js';

export default class ClusterShow extends BaseCommand {
  static override summary = 'show a logical cluster';
  static override description = 'Shows the installation that it is, and the groups and workspaces that it looks after.';
  static override examples = ['<%= config.bin %> cluster show DEFAULT', '<%= config.bin %> cluster show default --json'];
  static override args = {
    id: Args.string({ignoreStdin: true, required: true, description: 'id of the cluster', ...means({names: 'cluster'})}),
  };

  async run() {
    const {args} = await this.parse(ClusterShow);
    return this.show(await showCluster(this.ports, args.id), clusterView);
  }
}
