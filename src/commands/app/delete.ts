import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {removalFlags, orgFlag} from '../../cli/flags.js';
import {deleteApp} from '../../core/use-cases/delete-app.js';

export default class AppDelete extends ChangeCommand {
  static override summary = 'delete an app';
  static override description =
    'Forgets an app, with the config and secrets that it has in each env. One that is deployed anywhere, or that an entry leads to, is refused.';
  static override examples = ['<%= config.bin %> app delete shop', '<%= config.bin %> app delete shop --dry-run --json'];
  static override hiddenAliases = ['app:rm'];
  static override args = {name: nameArg('app')};
  static override flags = {...removalFlags, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(AppDelete);
    return this.showChange(
      await deleteApp(this.ports, {org: flags.org, name: args.name}, {dryRun: flags['dry-run'], missingOk: flags['missing-ok']}),
    );
  }
}
