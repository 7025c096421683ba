import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import {appFlag, forceFlag, mutationFlags, optionalEnvFlag, orgFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {SecretCommand} from '../../cli/secret-command.js';
import {keyView, secretChangeView} from '../../cli/views/secrets.js';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import {secretName} from '../../core/domain/planning/describe-containers.js';
import {rotateKey} from '../../core/use-cases/rotate-key.js';
import {rotateSecret} from '../../core/use-cases/rotate-secret.js';

export default class SecretRotate extends SecretCommand {
  static override summary = 'give a secret a new random value, or seal all with a new key';
  static override description =
    'With a name: a new random value as the next version; running instances keep the old one until they are restarted. With --key: a new key, with which every value is sealed anew; the values stay.';
  static override examples = [
    '<%= config.bin %> secret rotate session-secret --env prod --app new-api',
    '<%= config.bin %> secret rotate --key',
  ];
  static override args = {
    name: Args.string({
      ignoreStdin: true,
      description: 'name of the secret',
      parse: async (text) => secretName(text),
      ...means({names: 'secret'}),
    }),
  };
  static override flags = {
    ...mutationFlags,
    env: optionalEnvFlag,
    app: appFlag,
    org: orgFlag,
    force: forceFlag,
    key: Flags.boolean({description: 'change the key instead of a value', env: 'MUSTER_ROTATE_KEY'}),
  };

  async run() {
    const {args, flags} = await this.parse(SecretRotate);
    const dryRun = flags['dry-run'];
    if (flags.key && args.name === undefined)
      return this.show(await rotateKey(this.ports, await this.ports.keyRotation(), {dryRun}), keyView);
    if (flags.key || args.name === undefined || flags.env === undefined) throw usage();
    const {org, env, app = null} = flags;
    const {outcome, version} = await rotateSecret(
      this.ports,
      {secret: {org, env, app, name: args.name}, force: flags.force},
      {dryRun},
    );
    return this.showChange(outcome, {name: args.name, env, app, version}, secretChangeView);
  }
}

function usage(): Failure {
  return new Failure({
    code: 'USAGE',
    exit: exitCodes.usage,
    message: 'Name a secret with its --env, or give --key alone.',
    hint: 'muster secret rotate NAME --env ENV, or muster secret rotate --key',
  });
}
