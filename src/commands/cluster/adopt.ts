import * as Flags from '@oclif/core/flags';
import {clusterArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {forceFlag, mutationFlags} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {foldClusterId} from '../../core/domain/names.js';
import {adoptCluster} from '../../core/use-cases/change-clusters.js';

export default class ClusterAdopt extends ChangeCommand {
  static override summary = 'have a cluster look after what another has left behind';
  static override description =
    'Binds every group and workspace of a cluster to another, in one transaction; what runs goes on as it is. Refused while the old one is online, unless --force is given. The same again changes nothing.';
  static override examples = [
    '<%= config.bin %> cluster adopt SERVER01 --to DEFAULT',
    '<%= config.bin %> cluster adopt SERVER01 --to DEFAULT --dry-run --json',
  ];
  static override args = {id: clusterArg};
  static override flags = {
    ...mutationFlags,
    force: forceFlag,
    to: Flags.string({
      required: true,
      description: 'the one that gets it',
      env: 'MUSTER_TO',
      helpValue: 'ID',
      parse: async (text) => foldClusterId(text),
      ...means({names: 'cluster'}),
    }),
  };

  async run() {
    const {args, flags} = await this.parse(ClusterAdopt);
    const {to, force} = flags;
    return this.showChange(await adoptCluster(this.ports, {from: args.id, to, force}, {dryRun: flags['dry-run']}));
  }
}
