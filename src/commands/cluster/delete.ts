import {clusterArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {removalFlags} from '../../cli/flags.js';
import {deleteCluster} from '../../core/use-cases/change-clusters.js';

export default class ClusterDelete extends ChangeCommand {
  static override summary = 'take a cluster out of the store';
  static override description =
    'For an installation that is gone for good. Refused while its agent beats, and while groups or workspaces are bound to it.';
  static override examples = [
    '<%= config.bin %> cluster delete SERVER01',
    '<%= config.bin %> cluster delete SERVER01 --dry-run --json',
  ];
  static override hiddenAliases = ['cluster:rm'];
  static override args = {id: clusterArg};
  static override flags = removalFlags;

  async run() {
    const {args, flags} = await this.parse(ClusterDelete);
    return this.showChange(await deleteCluster(this.ports, args.id, {dryRun: flags['dry-run'], missingOk: flags['missing-ok']}));
  }
}
