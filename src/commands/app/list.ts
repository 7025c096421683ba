import {allFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {tellHidden} from '../../cli/tell-hidden.js';
import {appsView} from '../../cli/views/apps.js';
import {listApps, narrowApps} from '../../core/use-cases/list-apps.js';

export default class AppList extends ListCommand {
  static override summary = 'list apps';
  static override description =
    'Lists the apps of an organization with their recipes and the environments that they are deployed in.';
  static override examples = ['<%= config.bin %> app list', '<%= config.bin %> app list --org acme --json'];
  static override hiddenAliases = ['app:ls'];
  static override flags = {...rowFlags(appsView), org: orgFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(AppList);
    const apps = await listApps(this.ports, flags.org);
    if (flags.all) return this.showRows(apps, appsView, flags);
    const narrowed = await narrowApps(this.ports, apps);
    const shown = await this.showRows(narrowed.rows, appsView, flags);
    tellHidden(narrowed);
    return shown;
  }
}
