import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlags, forceFlag, orgFlag} from '../../cli/flags.js';
import {swapEnvs} from '../../core/use-cases/move-entries.js';

export default class EnvSwap extends ChangeCommand {
  static override summary = 'exchange the addresses of two environments';
  static override description =
    'What users reach under the addresses of one env they reach under those of the other from then on, in one step and without a failed request. The same again swaps them back. Refused while an env that gets addresses has no healthy instance, unless --force is given.';
  static override examples = ['<%= config.bin %> env swap blue green', '<%= config.bin %> env swap blue green --dry-run --json'];
  static override args = {env: nameArg('env'), other: nameArg('env', 'other env')};
  static override flags = {...clusterFlags, force: forceFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(EnvSwap);
    const swap = {org: flags.org, a: args.env, b: args.other, force: flags.force};
    return this.showChange(await swapEnvs(this.ports, swap, await this.changeOptions(flags)));
  }
}
