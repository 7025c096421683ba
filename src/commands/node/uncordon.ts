import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {mutationFlags, orgFlag} from '../../cli/flags.js';
import {markNode} from '../../core/use-cases/node-state.js';

export default class NodeUncordon extends ChangeCommand {
  static override summary = 'let new instances come to a machine again';
  static override description =
    'Ends what `node cordon` or `node drain` began. Instances that were moved away stay where they are.';
  static override examples = ['<%= config.bin %> node uncordon web-1', '<%= config.bin %> node uncordon web-1 --dry-run --json'];
  static override args = {name: nameArg('node')};
  static override flags = {...mutationFlags, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(NodeUncordon);
    const target = {org: flags.org, name: args.name, state: 'active'} as const;
    return this.showChange(await markNode(this.ports, target, {dryRun: flags['dry-run']}));
  }
}
