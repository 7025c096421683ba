import {nameArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {orgFlag} from '../../cli/flags.js';
import {nodeView} from '../../cli/views/nodes.js';
import {showNode} from '../../core/use-cases/list-nodes.js';

export default class NodeShow extends BaseCommand {
  static override summary = 'show a machine';
  static override description = 'Shows what is recorded of a node, the envs that it serves and what stands on it.';
  static override examples = ['<%= config.bin %> node show web-1', '<%= config.bin %> node show web-1 --json'];
  static override args = {name: nameArg('node')};
  static override flags = {org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(NodeShow);
    return this.show(await showNode(this.ports, {org: flags.org, name: args.name}), nodeView);
  }
}
