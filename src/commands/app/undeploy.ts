import * as Flags from '@oclif/core/flags';
import {deploymentChangeFlags} from '../../cli/app-flags.js';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {confirmFlag, missingOkFlag} from '../../cli/flags.js';
import {undeployApp} from '../../core/use-cases/undeploy-app.js';

export default class AppUndeploy extends ChangeCommand {
  static override summary = 'remove an app from an environment';
  static override description =
    'Takes the app out of the balancer and removes its instances. Their volumes stay for the next deployment; --volumes removes them too and needs --confirm with the name of the app.';
  static override examples = [
    '<%= config.bin %> app undeploy shop --env stage',
    '<%= config.bin %> app undeploy shop --env stage --volumes --confirm shop --yes',
  ];
  static override args = {app: nameArg('app')};
  static override flags = {
    ...deploymentChangeFlags,
    confirm: confirmFlag,
    'missing-ok': missingOkFlag,
    volumes: Flags.boolean({description: 'remove the volumes of its instances with all their data', env: 'MUSTER_VOLUMES'}),
  };

  async run() {
    const {args, flags} = await this.parse(AppUndeploy);
    const request = {key: {org: flags.org, env: flags.env, app: args.app}, volumes: flags.volumes};
    const options = await this.changeOptions(flags);
    if (flags.volumes && !flags['dry-run']) {
      const {confirmLoss} = await import('../../cli/confirm.js');
      const effect = `The volumes of app ${args.app} in env ${flags.env} are removed with all their data.`;
      const showPlan = async () => options.showPlan?.((await undeployApp(this.ports, request, {...options, dryRun: true})).plan);
      await confirmLoss({kind: 'app', name: args.app, effect}, {confirm: flags.confirm, canAsk: this.canAsk, showPlan});
    }
    return this.showChange(await undeployApp(this.ports, request, options));
  }
}
