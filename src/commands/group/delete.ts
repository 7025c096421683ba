import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {removalFlags, orgFlag} from '../../cli/flags.js';
import {deletePartition} from '../../core/use-cases/partitions.js';

export default class GroupDelete extends ChangeCommand {
  static override summary = 'delete a group of nodes';
  static override description = 'Deletes a group without nodes. The default group stays.';
  static override examples = ['<%= config.bin %> group delete east', '<%= config.bin %> group delete east --dry-run'];
  static override hiddenAliases = ['group:rm', 'group:remove'];
  static override args = {name: nameArg('group')};
  static override flags = {...removalFlags, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(GroupDelete);
    return this.showChange(
      await deletePartition(
        this.ports,
        {kind: 'group', org: flags.org, name: args.name},
        {dryRun: flags['dry-run'], missingOk: flags['missing-ok']},
      ),
    );
  }
}
