import {allFlag, optionalEnvFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {nodesView} from '../../cli/views/nodes.js';
import {listNodes} from '../../core/use-cases/list-nodes.js';

export default class NodeList extends ListCommand {
  static override summary = 'list machines';
  static override description = 'Lists the nodes of an organization, or those that serve one env.';
  static override examples = [
    '<%= config.bin %> node list',
    '<%= config.bin %> node list --env prod --output wide',
    '<%= config.bin %> node list --filter zone=a,rack!=r7 --sort -instances --columns name,instances',
    '<%= config.bin %> node list --json',
  ];
  static override hiddenAliases = ['node:ls'];
  static override flags = {...rowFlags(nodesView), org: orgFlag, env: optionalEnvFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(NodeList);
    const {org, env = null, all} = flags;
    const rows = listNodes(this.ports, {org, env});
    return this.showSeen('node', rows, {view: nodesView, flags, all: all || env !== null});
  }
}
