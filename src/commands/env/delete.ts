import * as Flags from '@oclif/core/flags';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {confirmFlag, clusterRemovalFlags, orgFlag} from '../../cli/flags.js';
import {deleteEnv} from '../../core/use-cases/delete-env.js';

export default class EnvDelete extends ChangeCommand {
  static override summary = 'delete an environment';
  static override description =
    'An env with entries, apps or services is refused. With --cascade it goes with all of them: containers, volumes, config and secrets; that needs its name as --confirm.';
  static override examples = [
    '<%= config.bin %> env delete test',
    '<%= config.bin %> env delete test --cascade --confirm test',
    '<%= config.bin %> env delete test --cascade --dry-run',
  ];
  static override hiddenAliases = ['env:rm', 'env:remove'];
  static override args = {name: nameArg('env')};
  static override flags = {
    ...clusterRemovalFlags,
    confirm: confirmFlag,
    org: orgFlag,
    cascade: Flags.boolean({description: 'with everything in it', env: 'MUSTER_CASCADE'}),
  };

  async run() {
    const {args, flags} = await this.parse(EnvDelete);
    const request = {org: flags.org, env: args.name, cascade: flags.cascade};
    const options = await this.changeOptions({...flags, yes: flags.yes || flags.cascade});
    if (flags.cascade && !flags['dry-run']) {
      const {confirmLoss} = await import('../../cli/confirm.js');
      const effect = `Env ${args.name} is deleted with its containers, volumes, config and secrets.`;
      const showPlan = async () => options.showPlan?.((await deleteEnv(this.ports, request, {...options, dryRun: true})).plan);
      await confirmLoss({kind: 'env', name: args.name, effect}, {confirm: flags.confirm, canAsk: this.canAsk, showPlan});
    }
    return this.showChange(await deleteEnv(this.ports, request, options));
  }
}
