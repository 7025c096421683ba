import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlags, forceFlag, nodeFlags, orgFlag, unlabelFlag} from '../../cli/flags.js';
import {connectFlag, nodeFacts} from '../../cli/node-facts.js';
import {updateNode} from '../../core/use-cases/update-node.js';

export default class NodeUpdate extends ChangeCommand {
  static override summary = 'change what is said of a machine';
  static override description =
    'Changes what the flags name and leaves the rest. Another weight reaches the balancers at once; another address also replaces the instances that publish ports on it. Another machine is refused while something stands on the one that it is, unless the same containers are seen by the new way; --force is for a machine that is gone.';
  static override examples = [
    '<%= config.bin %> node update web-2 --weight 0',
    '<%= config.bin %> node update web-2 --address 10.0.0.22 --yes',
    '<%= config.bin %> node update web-2 --label rack=r8 --unlabel old --dry-run',
  ];
  static override args = {name: nameArg('node')};
  static override flags = {
    ...clusterFlags,
    force: forceFlag,
    org: orgFlag,
    ...nodeFlags,
    unlabel: unlabelFlag,
    connect: connectFlag(),
  };

  async run() {
    const {args, flags} = await this.parse(NodeUpdate);
    const update = {facts: nodeFacts(args.name, flags), unlabel: flags.unlabel ?? [], force: flags.force};
    return this.showChange(await updateNode(this.ports, update, await this.changeOptions(flags)));
  }
}
