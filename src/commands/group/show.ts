import {nameArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {orgFlag} from '../../cli/flags.js';
import {groupView} from '../../cli/views/orgs.js';
import {showPartition} from '../../core/use-cases/partitions.js';

export default class GroupShow extends BaseCommand {
  static override summary = 'show a group of nodes';
  static override description = 'Shows the nodes of a group.';
  static override examples = ['<%= config.bin %> group show east', '<%= config.bin %> group show east --json'];
  static override args = {name: nameArg('group')};
  static override flags = {org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(GroupShow);
    return this.show(await showPartition(this.ports, {kind: 'group', org: flags.org, name: args.name}), groupView);
  }
}
