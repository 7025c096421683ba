import {allFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {groupsView} from '../../cli/views/orgs.js';
import {listPartitions} from '../../core/use-cases/partitions.js';

export default class GroupList extends ListCommand {
  static override summary = 'list groups of nodes';
  static override description = 'Lists the groups of nodes of an organization, and the cluster that looks after each.';
  static override examples = ['<%= config.bin %> group list', '<%= config.bin %> group list --json'];
  static override hiddenAliases = ['group:ls'];
  static override flags = {...rowFlags(groupsView), org: orgFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(GroupList);
    const rows = listPartitions(this.ports, {kind: 'group', org: flags.org});
    return this.showSeen('bound', rows, {view: groupsView, flags, all: flags.all});
  }
}
