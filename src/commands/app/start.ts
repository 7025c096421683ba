import {deploymentChangeFlags} from '../../cli/app-flags.js';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {setRunState} from '../../core/use-cases/set-run-state.js';

export default class AppStart extends ChangeCommand {
  static override summary = 'start stopped instances';
  static override description = 'Starts every instance that should run and does not, and puts it into rotation.';
  static override examples = [
    '<%= config.bin %> app start shop --env stage',
    '<%= config.bin %> app start shop --env stage --yes --json',
  ];
  static override args = {app: nameArg('app')};
  static override flags = deploymentChangeFlags;

  async run() {
    const {args, flags} = await this.parse(AppStart);
    const key = {org: flags.org, env: flags.env, app: args.app};
    return this.showChange(await setRunState(this.ports, {key, state: 'running'}, await this.changeOptions(flags)));
  }
}
