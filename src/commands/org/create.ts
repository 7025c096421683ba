import {newNameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {mutationFlags} from '../../cli/flags.js';
import {createOrg} from '../../core/use-cases/orgs.js';

export default class OrgCreate extends ChangeCommand {
  static override summary = 'create an organization';
  static override description = 'Creates a tenant with a group and a workspace named default. The same again changes nothing.';
  static override examples = ['<%= config.bin %> org create acme', '<%= config.bin %> org create acme --dry-run --json'];
  static override args = {name: newNameArg('org')};
  static override flags = {...mutationFlags};

  async run() {
    const {args, flags} = await this.parse(OrgCreate);
    return this.showChange(await createOrg(this.ports, args.name, {dryRun: flags['dry-run']}));
  }
}
