import {newNameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {mutationFlags, nodeFlags, orgFlag} from '../../cli/flags.js';
import {connectFlag, nodeFacts} from '../../cli/node-facts.js';
import {addNode} from '../../core/use-cases/add-node.js';

export default class NodeAdd extends ChangeCommand {
  static override summary = 'add a machine';
  static override description =
    'Records how a machine is reached and what it offers. Nothing is run on it until an env that it serves has an app. The same again changes nothing.';
  static override examples = [
    '<%= config.bin %> node add web-1 --connect local',
    '<%= config.bin %> node add web-2 --connect ssh://ops@10.0.0.12 --group east --capacity cpu=16,memory=64GiB --weight 5',
    '<%= config.bin %> node add web-3 --connect tcp://10.0.0.13:2376 --label rack=r7 --dry-run --json',
  ];
  static override args = {name: newNameArg('node')};
  static override flags = {...mutationFlags, org: orgFlag, ...nodeFlags, connect: connectFlag({required: true})};

  async run() {
    const {args, flags} = await this.parse(NodeAdd);
    const facts = {...nodeFacts(args.name, flags), connect: flags.connect};
    return this.showChange(await addNode(this.ports, facts, {dryRun: flags['dry-run']}));
  }
}
