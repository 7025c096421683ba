import * as Args from '@oclif/core/args';
import {listOf} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {appFlag, envFlag, removalFlags, orgFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {unsetConfig} from '../../core/use-cases/configs.js';

export default class ConfigUnset extends ChangeCommand {
  static override summary = 'take variables away';
  static override description =
    'What is not set is refused without --missing-ok. Running instances keep the old values until they are restarted.';
  static override examples = [
    '<%= config.bin %> config unset SYNC_FREQUENCY --env prod',
    '<%= config.bin %> config unset TZ LOG_LEVEL --env prod --app new-api --dry-run',
  ];
  static override hiddenAliases = ['config:rm', 'config:remove'];
  static override args = {
    keys: Args.string({
      ignoreStdin: true,
      required: true,
      multiple: true,
      description: 'names of variables',
      ...means({names: 'config'}),
    }),
  };
  static override flags = {...removalFlags, env: envFlag, app: appFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(ConfigUnset);
    const {org, env, app = null} = flags;
    return this.showChange(
      await unsetConfig(
        this.ports,
        {scope: {org, env, app}, keys: listOf(args.keys)},
        {dryRun: flags['dry-run'], missingOk: flags['missing-ok']},
      ),
    );
  }
}
