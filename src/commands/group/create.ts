import {newNameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {mutationFlags, orgFlag} from '../../cli/flags.js';
import {createPartition} from '../../core/use-cases/partitions.js';

export default class GroupCreate extends ChangeCommand {
  static override summary = 'create a group of nodes';
  static override description =
    'Creates a named set of nodes; `node update --group` puts nodes into it. The same again changes nothing.';
  static override examples = ['<%= config.bin %> group create east', '<%= config.bin %> group create east --dry-run --json'];
  static override args = {name: newNameArg('group')};
  static override flags = {...mutationFlags, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(GroupCreate);
    return this.showChange(
      await createPartition(this.ports, {kind: 'group', org: flags.org, name: args.name}, {dryRun: flags['dry-run']}),
    );
  }
}
