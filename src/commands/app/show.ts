import {nameArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {orgFlag} from '../../cli/flags.js';
import {appView} from '../../cli/views/apps.js';
import {showApp} from '../../core/use-cases/list-apps.js';

export default class AppShow extends BaseCommand {
  static override summary = 'show an app';
  static override description =
    'Shows what the recipe of an app needs and where the app is deployed; `app status` shows what runs.';
  static override examples = ['<%= config.bin %> app show new-api', '<%= config.bin %> app show new-api --json'];
  static override args = {name: nameArg('app')};
  static override flags = {org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(AppShow);
    return this.show(await showApp(this.ports, {org: flags.org, name: args.name}), appView);
  }
}
