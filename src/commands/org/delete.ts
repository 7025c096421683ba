import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {removalFlags} from '../../cli/flags.js';
import {deleteOrg} from '../../core/use-cases/orgs.js';

export default class OrgDelete extends ChangeCommand {
  static override summary = 'delete an organization';
  static override description = 'Deletes an org that owns nothing. The default org stays.';
  static override examples = ['<%= config.bin %> org delete acme', '<%= config.bin %> org delete acme --dry-run'];
  static override hiddenAliases = ['org:rm', 'org:remove'];
  static override args = {name: nameArg('org')};
  static override flags = {...removalFlags};

  async run() {
    const {args, flags} = await this.parse(OrgDelete);
    return this.showChange(await deleteOrg(this.ports, args.name, {dryRun: flags['dry-run'], missingOk: flags['missing-ok']}));
  }
}
