import {nameArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {orgFlag} from '../../cli/flags.js';
import {workspaceView} from '../../cli/views/orgs.js';
import {showPartition} from '../../core/use-cases/partitions.js';

export default class WorkspaceShow extends BaseCommand {
  static override summary = 'show a workspace';
  static override description = 'Shows the envs of a workspace.';
  static override examples = ['<%= config.bin %> workspace show lab', '<%= config.bin %> workspace show lab --json'];
  static override args = {name: nameArg('workspace')};
  static override flags = {org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(WorkspaceShow);
    return this.show(await showPartition(this.ports, {kind: 'workspace', org: flags.org, name: args.name}), workspaceView);
  }
}
