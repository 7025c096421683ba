import {BaseCommand} from '../../cli/base-command.js';

import {orgsView} from '../../cli/views/orgs.js';
import {listOrgs} from '../../core/use-cases/orgs.js';

export default class OrgList extends BaseCommand {
  static override summary = 'list organizations';
  static override description = 'Lists the organizations and how much each owns.';
  static override examples = ['<%= config.bin %> org list', '<%= config.bin %> org list --json'];
  static override hiddenAliases = ['org:ls'];

  async run() {
    await this.parse(OrgList);
    return this.show(await listOrgs(this.ports), orgsView);
  }
}
