import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {removalFlags, orgFlag} from '../../cli/flags.js';
import {deletePartition} from '../../core/use-cases/partitions.js';

export default class WorkspaceDelete extends ChangeCommand {
  static override summary = 'delete a workspace';
  static override description = 'Deletes a workspace without envs. The default workspace stays.';
  static override examples = ['<%= config.bin %> workspace delete lab', '<%= config.bin %> workspace delete lab --dry-run'];
  static override hiddenAliases = ['workspace:rm', 'workspace:remove'];
  static override args = {name: nameArg('workspace')};
  static override flags = {...removalFlags, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(WorkspaceDelete);
    return this.showChange(
      await deletePartition(
        this.ports,
        {kind: 'workspace', org: flags.org, name: args.name},
        {dryRun: flags['dry-run'], missingOk: flags['missing-ok']},
      ),
    );
  }
}
