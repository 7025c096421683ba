import {appFlag, envFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {configsView} from '../../cli/views/configs.js';
import {listConfig} from '../../core/use-cases/configs.js';

export default class ConfigList extends ListCommand {
  static override summary = 'list variables';
  static override description =
    'Lists the config of an env. With --app, what the app gets: its own values and those of the env that it does not replace.';
  static override examples = [
    '<%= config.bin %> config list --env prod',
    '<%= config.bin %> config list --env prod --app new-api --json',
  ];
  static override hiddenAliases = ['config:ls'];
  static override flags = {...rowFlags(configsView), env: envFlag, app: appFlag, org: orgFlag};

  async run() {
    const {flags} = await this.parse(ConfigList);
    const {org, env, app = null} = flags;
    return this.showRows(await listConfig(this.ports, {org, env, app}), configsView, flags);
  }
}
