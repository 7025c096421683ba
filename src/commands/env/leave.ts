import {listOf, nameArg, namesArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterRemovalFlags, forceFlag, leaveDataFlag, orgFlag} from '../../cli/flags.js';
import {leaveEnv} from '../../core/use-cases/join-env.js';

export default class EnvLeave extends ChangeCommand {
  static override summary = 'take nodes out of an environment';
  static override description =
    'A node that hosts instances of the env is refused; with --force they move to the nodes that stay, and what keeps data in volumes needs --leave-data too: it starts empty there.';
  static override examples = [
    '<%= config.bin %> env leave prod web-3',
    '<%= config.bin %> env leave prod web-2 web-3 --force --yes',
  ];
  static override args = {env: nameArg('env'), nodes: namesArg('node')};
  static override flags = {...clusterRemovalFlags, force: forceFlag, 'leave-data': leaveDataFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(EnvLeave);
    const target = {org: flags.org, env: args.env, nodes: listOf(args.nodes), force: flags.force};
    return this.showChange(await leaveEnv(this.ports, target, await this.changeOptions(flags)));
  }
}
