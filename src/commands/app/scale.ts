import {deploymentChangeFlags, roleFlag, slavesFlag} from '../../cli/app-flags.js';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {overcommitFlag} from '../../cli/flags.js';
import {parseCounts} from '../../cli/parse-counts.js';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import {scaleApp} from '../../core/use-cases/scale-app.js';

export default class AppScale extends ChangeCommand {
  static override summary = 'change the number of instances';
  static override description =
    'Starts more instances, or takes those with the highest numbers out of rotation and removes them. The master is never taken.';
  static override examples = [
    '<%= config.bin %> app scale new-api --env prod --slaves 5',
    '<%= config.bin %> app scale shop --env stage --role worker=2 --dry-run',
  ];
  static override args = {app: nameArg('app')};
  static override flags = {...deploymentChangeFlags, overcommit: overcommitFlag, slaves: slavesFlag, role: roleFlag};

  async run() {
    const {args, flags} = await this.parse(AppScale);
    const roles = parseCounts(flags.role ?? [], '--role');
    if (flags.slaves === undefined && Object.keys(roles).length === 0)
      throw new Failure({
        code: 'USAGE',
        exit: exitCodes.usage,
        message: 'How many instances is not said.',
        hint: `muster app scale ${args.app} --env ${flags.env} --slaves 3`,
      });
    const key = {org: flags.org, env: flags.env, app: args.app};
    return this.showChange(await scaleApp(this.ports, {key, slaves: flags.slaves, roles}, await this.changeOptions(flags)));
  }
}
