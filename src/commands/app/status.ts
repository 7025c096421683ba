import {deploymentLookFlags} from '../../cli/app-flags.js';
import {nameArg} from '../../cli/args.js';
import {appStatusView} from '../../cli/views/app-status.js';
import {LookCommand} from '../../cli/look-command.js';
import {exitCodes} from '../../core/domain/errors.js';
import {readAppStatus} from '../../core/use-cases/app-status.js';

export default class AppStatus extends LookCommand {
  static override summary = 'show what runs of an app';
  static override description =
    'Compares desired and running instances, as the engine and the balancer see them, and whether roles, versions and secrets of the running containers agree. Exits 9 when something is not as it should be.';
  static override examples = [
    '<%= config.bin %> app status new-api --env prod',
    '<%= config.bin %> app status new-api --env prod --output wide',
    '<%= config.bin %> app status new-api --env prod --json',
  ];
  static override args = {app: nameArg('app')};
  static override flags = deploymentLookFlags;

  async run() {
    const {args, flags} = await this.parse(AppStatus);
    const status = await this.look(flags.timeout, () =>
      readAppStatus(this.ports, {org: flags.org, env: flags.env, app: args.app}),
    );
    if (!status.healthy) process.exitCode = exitCodes.partly;
    return this.show(status, appStatusView);
  }
}
