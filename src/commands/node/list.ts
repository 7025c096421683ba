import {BaseCommand} from '../../cli/base-command.js';
import {optionalEnvFlag, orgFlag} from '../../cli/flags.js';
import {nodesView} from '../../cli/views/nodes.js';
import {listNodes} from '../../core/use-cases/list-nodes.js';

export default class NodeList extends BaseCommand {
  static override summary = 'list machines';
  static override description = 'Lists the nodes of an organization, or those that serve one env.';
  static override examples = [
    '<%= config.bin %> node list',
    '<%= config.bin %> node list --env prod --output wide',
    '<%= config.bin %> node list --json',
  ];
  static override hiddenAliases = ['node:ls'];
  static override flags = {org: orgFlag, env: optionalEnvFlag};

  async run() {
    const {flags} = await this.parse(NodeList);
    return this.show(await listNodes(this.ports, {org: flags.org, env: flags.env ?? null}), nodesView);
  }
}
