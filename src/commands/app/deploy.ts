import * as Flags from '@oclif/core/flags';
import {balanceFlag, deploymentChangeFlags, roleFlag, slavesFlag} from '../../cli/app-flags.js';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {overcommitFlag} from '../../cli/flags.js';
import {parseCounts} from '../../cli/parse-counts.js';
import {deployApp} from '../../core/use-cases/deploy-app.js';
import {valueParser} from '../../cli/value-flag.js';
import {version} from '../../core/domain/values/kinds.js';

export default class AppDeploy extends ChangeCommand {
  static override summary = 'run an app in an environment';
  static override description =
    'Starts the app at a version, or replaces the version that runs, one instance after the other out of rotation. What is not said stays as it is.';
  static override examples = [
    '<%= config.bin %> app deploy new-api --env prod --version v0.9.2 --slaves 3',
    '<%= config.bin %> app deploy shop --env stage --version 1.4.0 --balance least-connections --role-weight master=1 --role-weight slave=5',
    '<%= config.bin %> app deploy shop --env prod --version 1.5.0 --dry-run --json',
  ];
  static override args = {app: nameArg('app')};
  static override flags = {
    ...deploymentChangeFlags,
    overcommit: overcommitFlag,
    slaves: slavesFlag,
    role: roleFlag,
    balance: balanceFlag,
    version: Flags.string({
      required: true,
      description: 'version to run, the tag of the image',
      env: 'MUSTER_APP_VERSION',
      helpValue: 'V',
      parse: valueParser(version, '--version'),
    }),
    'role-weight': Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'share of the traffic of each instance of a role, 0 to 256; may be repeated',
      env: 'MUSTER_ROLE_WEIGHT',
      helpValue: 'ROLE=N',
    }),
  };

  async run() {
    const {args, flags} = await this.parse(AppDeploy);
    const key = {org: flags.org, env: flags.env, app: args.app};
    const request = {
      key,
      version: flags.version,
      slaves: flags.slaves,
      balance: flags.balance,
      roles: parseCounts(flags.role ?? [], '--role'),
      weights: parseCounts(flags['role-weight'] ?? [], '--role-weight'),
    };
    return this.showChange(await deployApp(this.ports, request, await this.changeOptions(flags)));
  }
}
