import * as Flags from '@oclif/core/flags';
import {clusterArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFactFlags} from '../../cli/cluster-flags.js';
import {mutationFlags} from '../../cli/flags.js';
import {updateCluster} from '../../core/use-cases/change-clusters.js';

export default class ClusterUpdate extends ChangeCommand {
  static override summary = 'change the name, address or heartbeat of a cluster';
  static override description =
    'Changes what the flags name and leaves the rest; from any installation. The id is changed by the installation itself, by `cluster join`.';
  static override examples = [
    '<%= config.bin %> cluster update SERVER01 --address https://muster-2.example.com',
    '<%= config.bin %> cluster update SERVER01 --heartbeat 10 --no-address --dry-run',
  ];
  static override args = {id: clusterArg};
  static override flags = {
    ...mutationFlags,
    ...clusterFactFlags,
    'no-address': Flags.boolean({description: 'it has none any more', env: 'MUSTER_NO_ADDRESS', exclusive: ['address']}),
  };

  async run() {
    const {args, flags} = await this.parse(ClusterUpdate);
    const {name, heartbeat} = flags;
    const address = flags['no-address'] ? null : flags.address;
    const facts = {
      ...(name === undefined ? {} : {name}),
      ...(address === undefined ? {} : {address}),
      ...(heartbeat === undefined ? {} : {heartbeatSeconds: heartbeat}),
    };
    return this.showChange(await updateCluster(this.ports, {id: args.id, ...facts}, {dryRun: flags['dry-run']}));
  }
}
