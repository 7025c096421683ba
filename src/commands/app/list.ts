import {orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {appsView} from '../../cli/views/apps.js';
import {listApps} from '../../core/use-cases/list-apps.js';

export default class AppList extends ListCommand {
  static override summary = 'list apps';
  static override description =
    'Lists the apps of an organization with their recipes and the environments that they are deployed in.';
  static override examples = ['<%= config.bin %> app list', '<%= config.bin %> app list --org acme --json'];
  static override hiddenAliases = ['app:ls'];
  static override flags = {...rowFlags(appsView), org: orgFlag};

  async run() {
    const {flags} = await this.parse(AppList);
    return this.showRows(await listApps(this.ports, flags.org), appsView, flags);
  }
}
