import {listOf, nameArg, namesArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlags, orgFlag, weightFlag} from '../../cli/flags.js';
import {joinEnv} from '../../core/use-cases/join-env.js';

export default class EnvJoin extends ChangeCommand {
  static override summary = 'let nodes serve an environment';
  static override description =
    'A node may serve several envs and an env has any number of nodes. The balancers of a running env follow at once; instances come to the node with the next change of their number.';
  static override examples = [
    '<%= config.bin %> env join prod web-1 web-2',
    '<%= config.bin %> env join prod web-3 --weight 5 --dry-run',
  ];
  static override args = {env: nameArg('env'), nodes: namesArg('node')};
  static override flags = {...clusterFlags, org: orgFlag, weight: weightFlag};

  async run() {
    const {args, flags} = await this.parse(EnvJoin);
    const target = {org: flags.org, env: args.env, nodes: listOf(args.nodes), weight: flags.weight ?? null};
    return this.showChange(await joinEnv(this.ports, target, await this.changeOptions(flags)));
  }
}
