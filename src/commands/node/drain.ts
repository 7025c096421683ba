import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlags, leaveDataFlag, orgFlag, overcommitFlag} from '../../cli/flags.js';
import {drainNode} from '../../core/use-cases/node-state.js';

export default class NodeDrain extends ChangeCommand {
  static override summary = 'empty a machine';
  static override description =
    'Moves its instances to the other nodes of their envs, out of rotation first, and keeps new ones away until `node uncordon`. Refused where an env has no other node that can take them, and where an instance keeps data in volumes, which stay on the machine: --leave-data moves it all the same, and it starts empty. Managed services stay.';
  static override examples = ['<%= config.bin %> node drain web-1', '<%= config.bin %> node drain web-1 --dry-run'];
  static override args = {name: nameArg('node')};
  static override flags = {...clusterFlags, 'leave-data': leaveDataFlag, org: orgFlag, overcommit: overcommitFlag};

  async run() {
    const {args, flags} = await this.parse(NodeDrain);
    return this.showChange(await drainNode(this.ports, {org: flags.org, name: args.name}, await this.changeOptions(flags)));
  }
}
