import {allFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {workspacesView} from '../../cli/views/orgs.js';
import {listPartitions} from '../../core/use-cases/partitions.js';

export default class WorkspaceList extends ListCommand {
  static override summary = 'list workspaces';
  static override description = 'Lists the workspaces of an organization, and the cluster that looks after each.';
  static override examples = ['<%= config.bin %> workspace list', '<%= config.bin %> workspace list --json'];
  static override hiddenAliases = ['workspace:ls'];
  static override flags = {...rowFlags(workspacesView), org: orgFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(WorkspaceList);
    const rows = listPartitions(this.ports, {kind: 'workspace', org: flags.org});
    return this.showSeen('bound', rows, {view: workspacesView, flags, all: flags.all});
  }
}
