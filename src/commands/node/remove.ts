import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterRemovalFlags, forceFlag, leaveDataFlag, orgFlag} from '../../cli/flags.js';
import {removeNode} from '../../core/use-cases/remove-node.js';

export default class NodeRemove extends ChangeCommand {
  static override summary = 'remove a machine';
  static override description =
    'Takes a node out of its envs and out of the topology. A node that hosts instances is refused; with --force they move to other nodes of their env first. One that keeps data in volumes needs --leave-data too: it starts empty elsewhere.';
  static override examples = ['<%= config.bin %> node remove web-3', '<%= config.bin %> node remove web-3 --force --yes'];
  static override hiddenAliases = ['node:rm'];
  static override args = {name: nameArg('node')};
  static override flags = {...clusterRemovalFlags, force: forceFlag, 'leave-data': leaveDataFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(NodeRemove);
    return this.showChange(
      await removeNode(this.ports, {org: flags.org, name: args.name, force: flags.force}, await this.changeOptions(flags)),
    );
  }
}
