import {listOf, pairsArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {appFlag, envFlag, mutationFlags, orgFlag} from '../../cli/flags.js';
import {pairForm, parsePairs} from '../../cli/parse-pairs.js';
import {setConfig} from '../../core/use-cases/configs.js';

export default class ConfigSet extends ChangeCommand {
  static override summary = 'set variables of the apps of an environment';
  static override description =
    'For every app of the env, or for one with --app. Running instances keep the old values until they are restarted. What must not be read by others is a secret.';
  static override examples = [
    '<%= config.bin %> config set SYNC_FREQUENCY=60 --env prod',
    '<%= config.bin %> config set TZ=UTC LOG_LEVEL=info --env prod --app new-api',
  ];
  static override args = {values: pairsArg()};
  static override flags = {...mutationFlags, env: envFlag, app: appFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(ConfigSet);
    const {org, env, app = null} = flags;
    return this.showChange(
      await setConfig(
        this.ports,
        {scope: {org, env, app}, values: parsePairs(listOf(args.values), pairForm)},
        {dryRun: flags['dry-run']},
      ),
    );
  }
}
