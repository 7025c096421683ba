import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {mutationFlags, orgFlag} from '../../cli/flags.js';
import {unbindGroup} from '../../core/use-cases/bindings.js';

export default class GroupUnbind extends ChangeCommand {
  static override summary = 'have no cluster look after a group';
  static override description = 'Refused while a node of the group serves an env: an env is served only by nodes of its cluster.';
  static override examples = ['<%= config.bin %> group unbind east', '<%= config.bin %> group unbind east --dry-run --json'];
  static override args = {name: nameArg('group')};
  static override flags = {...mutationFlags, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(GroupUnbind);
    return this.showChange(await unbindGroup(this.ports, {org: flags.org, name: args.name}, {dryRun: flags['dry-run']}));
  }
}
