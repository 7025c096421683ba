import * as Args from '@oclif/core/args';
import {BaseCommand} from '../../cli/base-command.js';
import {appFlag, envFlag, orgFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {configView} from '../../cli/views/configs.js';
import {getConfig} from '../../core/use-cases/configs.js';

export default class ConfigGet extends BaseCommand {
  static override summary = 'print the value of a variable';
  static override description = 'Prints the bare value. With --app, what the app gets: its own value before that of the env.';
  static override examples = [
    '<%= config.bin %> config get SYNC_FREQUENCY --env prod',
    '<%= config.bin %> config get SYNC_FREQUENCY --env prod --app new-api --json',
  ];
  static override args = {
    key: Args.string({ignoreStdin: true, required: true, description: 'name of the variable', ...means({names: 'config'})}),
  };
  static override flags = {env: envFlag, app: appFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(ConfigGet);
    const {org, env, app = null} = flags;
    return this.show(await getConfig(this.ports, {scope: {org, env, app}, key: args.key}), configView);
  }
}
