import * as Flags from '@oclif/core/flags';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFactFlags} from '../../cli/cluster-flags.js';
import {followRename} from '../../cli/keep-context.js';
import {mutationFlags} from '../../cli/flags.js';
import {foldClusterId} from '../../core/domain/names.js';
import {joinCluster} from '../../core/use-cases/join-cluster.js';

export default class ClusterJoin extends ChangeCommand {
  static override summary = 'make this installation a cluster of the store';
  static override description =
    'An id belongs to one installation. A first cluster is bound to every group and workspace there is, a later one to none. An installation that is a cluster already gets the other id, and keeps all that it looks after.';
  static override examples = [
    '<%= config.bin %> cluster join --id SERVER01',
    '<%= config.bin %> cluster join --id SERVER01 --name second --address https://muster-2.example.com --heartbeat 10',
  ];
  static override flags = {
    ...mutationFlags,
    ...clusterFactFlags,
    id: Flags.string({
      required: true,
      description: '1 to 20 letters, digits and _',
      env: 'MUSTER_ID',
      helpValue: 'ID',
      parse: async (text) => foldClusterId(text),
    }),
  };

  async run() {
    const {flags} = await this.parse(ClusterJoin);
    const {id, name = null, address = null, heartbeat = null} = flags;
    const joining = {id, name, address, heartbeatSeconds: heartbeat};
    const outcome = await joinCluster(this.ports, joining, {dryRun: flags['dry-run']});
    followRename(this.paths.context, outcome);
    return this.showChange(outcome, {cluster: outcome.cluster, renamedFrom: outcome.renamedFrom});
  }
}
