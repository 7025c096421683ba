import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {mutationFlags, orgFlag} from '../../cli/flags.js';
import {markNode} from '../../core/use-cases/node-state.js';

export default class NodeCordon extends ChangeCommand {
  static override summary = 'keep new instances from a machine';
  static override description = 'Nothing new is placed on the node until `node uncordon`; what stands on it goes on.';
  static override examples = ['<%= config.bin %> node cordon web-1', '<%= config.bin %> node cordon web-1 --dry-run --json'];
  static override args = {name: nameArg('node')};
  static override flags = {...mutationFlags, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(NodeCordon);
    const target = {org: flags.org, name: args.name, state: 'cordoned'} as const;
    return this.showChange(await markNode(this.ports, target, {dryRun: flags['dry-run']}));
  }
}
