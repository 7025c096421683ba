import {deploymentChangeFlags} from '../../cli/app-flags.js';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {restartApp} from '../../core/use-cases/restart-app.js';

export default class AppRestart extends ChangeCommand {
  static override summary = 'replace every instance, one by one';
  static override description =
    'Takes each instance out of rotation, waits until it has no session left, starts it anew with the current config and secrets, and returns it; the master in the order of the recipe. It brings no other version: after a deployment that did not end it refuses, and says how to go on and how to go back.';
  static override examples = [
    '<%= config.bin %> app restart new-api --env prod',
    '<%= config.bin %> app restart new-api --env prod --yes --json',
  ];
  static override args = {app: nameArg('app')};
  static override flags = deploymentChangeFlags;

  async run() {
    const {args, flags} = await this.parse(AppRestart);
    return this.showChange(
      await restartApp(this.ports, {org: flags.org, env: flags.env, app: args.app}, await this.changeOptions(flags)),
    );
  }
}
