import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {orgsView} from '../../cli/views/orgs.js';
import {listOrgs} from '../../core/use-cases/orgs.js';

export default class OrgList extends ListCommand {
  static override summary = 'list organizations';
  static override description = 'Lists the organizations and how much each owns.';
  static override examples = ['<%= config.bin %> org list', '<%= config.bin %> org list --json'];
  static override hiddenAliases = ['org:ls'];
  static override flags = rowFlags(orgsView);

  async run() {
    const {flags} = await this.parse(OrgList);
    return this.showRows(await listOrgs(this.ports), orgsView, flags);
  }
}
