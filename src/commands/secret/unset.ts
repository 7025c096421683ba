import {appFlag, envFlag, forceFlag, removalFlags, orgFlag} from '../../cli/flags.js';
import {SecretCommand, secretNameArg} from '../../cli/secret-command.js';
import {unsetSecret} from '../../core/use-cases/unset-secret.js';

export default class SecretUnset extends SecretCommand {
  static override summary = 'forget a secret';
  static override description =
    'Forgets every version of a secret. One that a service or a deployed app needs is refused without --force.';
  static override examples = [
    '<%= config.bin %> secret unset old-token --env prod',
    '<%= config.bin %> secret unset session-secret --env prod --app new-api --force',
  ];
  static override hiddenAliases = ['secret:rm', 'secret:remove'];
  static override args = {name: secretNameArg};
  static override flags = {...removalFlags, env: envFlag, app: appFlag, force: forceFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(SecretUnset);
    const {org, env, app = null, force} = flags;
    return this.showChange(
      await unsetSecret(
        this.ports,
        {secret: {org, env, app, name: args.name}, force},
        {dryRun: flags['dry-run'], missingOk: flags['missing-ok']},
      ),
    );
  }
}
