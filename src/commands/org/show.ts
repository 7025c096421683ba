import {nameArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';

import {orgView} from '../../cli/views/orgs.js';
import {showOrg} from '../../core/use-cases/orgs.js';

export default class OrgShow extends BaseCommand {
  static override summary = 'show an organization';
  static override description = 'Shows what an organization owns.';
  static override examples = ['<%= config.bin %> org show acme', '<%= config.bin %> org show acme --json'];
  static override args = {name: nameArg('org')};

  async run() {
    const {args} = await this.parse(OrgShow);
    return this.show(await showOrg(this.ports, args.name), orgView);
  }
}
