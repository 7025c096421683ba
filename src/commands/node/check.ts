import {listOf, optionalNamesArg} from '../../cli/args.js';
import {allFlag, lookFlags, orgFlag} from '../../cli/flags.js';
import {LookCommand} from '../../cli/look-command.js';
import {hasFinding, nodeReportsView} from '../../cli/views/node-reports.js';
import {exitCodes} from '../../core/domain/errors.js';
import {checkNodes} from '../../core/use-cases/check-nodes.js';

export default class NodeCheck extends LookCommand {
  static override summary = 'measure what is really there';
  static override description =
    'Reaches machines and measures them: how fast they answer, cores, memory, disk, Docker and Compose, free ports, their clock, limits of their ssh server. Warns where less is there than is declared. Changes nothing. Exits 9 when it finds anything.';
  static override examples = [
    '<%= config.bin %> node check',
    '<%= config.bin %> node check web-1 web-2',
    '<%= config.bin %> node check web-1 --json',
  ];
  static override args = {nodes: optionalNamesArg('node')};
  static override flags = {...lookFlags, org: orgFlag, all: allFlag};

  async run() {
    const {args, flags} = await this.parse(NodeCheck);
    const reports = await this.look(flags.timeout, () =>
      checkNodes(this.ports, {org: flags.org, names: listOf(args.nodes ?? []), all: flags.all}),
    );
    if (reports.some(hasFinding)) process.exitCode = exitCodes.partly;
    return this.show(reports, nodeReportsView);
  }
}
