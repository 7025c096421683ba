import * as Flags from '@oclif/core/flags';
import {appFlag, envFlag, mutationFlags, orgFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {readSecretValue} from '../../cli/read-secret.js';
import {SecretCommand, secretNameArg, strayValueArg} from '../../cli/secret-command.js';
import {secretChangeView} from '../../cli/views/secrets.js';
import {setSecret} from '../../core/use-cases/set-secret.js';

export default class SecretSet extends SecretCommand {
  static override summary = 'set a secret';
  static override description =
    'The value comes from standard input, from a file or from a prompt, never from the command line, and is kept sealed as the next version. Running instances keep the old value until they are restarted.';
  static override examples = [
    'openssl rand -hex 32 | <%= config.bin %> secret set session-secret --env prod --app new-api',
    '<%= config.bin %> secret set db-password --env prod --from-file ./db-password',
  ];
  static override args = {name: secretNameArg, value: strayValueArg};
  static override flags = {
    ...mutationFlags,
    env: envFlag,
    app: appFlag,
    org: orgFlag,
    'from-file': Flags.string({
      description: 'file that holds the value, `-` for stdin',
      env: 'MUSTER_FROM_FILE',
      helpValue: 'FILE',
      ...means({files: true}),
    }),
  };

  async run() {
    const {args, flags} = await this.parse(SecretSet);
    this.refuseStrayValue(args.value);
    const {org, env, app = null} = flags;
    const secret = {org, env, app, name: args.name};
    const value = await readSecretValue({name: args.name, fromFile: flags['from-file'], canAsk: this.canAsk});
    const {outcome, version} = await setSecret(this.ports, {secret, value}, {dryRun: flags['dry-run']});
    return this.showChange(outcome, {name: args.name, env, app, version}, secretChangeView);
  }
}
