import {deploymentChangeFlags} from '../../cli/app-flags.js';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {setRunState} from '../../core/use-cases/set-run-state.js';

export default class AppStop extends ChangeCommand {
  static override summary = 'stop every instance';
  static override description =
    'Takes the app out of the balancer and stops its instances where they stand; they keep their ports and volumes. Start it again with `app start`.';
  static override examples = [
    '<%= config.bin %> app stop shop --env stage',
    '<%= config.bin %> app stop shop --env stage --yes --json',
  ];
  static override args = {app: nameArg('app')};
  static override flags = deploymentChangeFlags;

  async run() {
    const {args, flags} = await this.parse(AppStop);
    const key = {org: flags.org, env: flags.env, app: args.app};
    return this.showChange(await setRunState(this.ports, {key, state: 'stopped'}, await this.changeOptions(flags)));
  }
}
