import * as Flags from '@oclif/core/flags';
import {BaseCommand} from '../../cli/base-command.js';
import {readDeclared} from '../../cli/declared-files.js';
import {envsFlag, fileFlag, orgFlag, outFlag} from '../../cli/flags.js';
import {formatOf, savePicture} from '../../cli/graph-file.js';
import {graphView} from '../../cli/views/graph.js';
import {graphFormats} from '../../core/ports/graph-renderer.js';
import {graphDeclaration, graphTopology} from '../../core/use-cases/graph-topology.js';

export default class TopologyGraph extends BaseCommand {
  static override summary = 'draw the topology';
  static override description =
    'Draws organizations, nodes, environments, entries, apps and instances, from the store or from files. Small topologies are drawn one by one, big ones folded into counts; --detail chooses. --json gives the graph as data.';
  static override examples = [
    '<%= config.bin %> topology graph --format svg > topology.svg',
    '<%= config.bin %> topology graph -f cluster.yaml --out topology.html',
    '<%= config.bin %> topology graph --org acme --env prod --detail full --format dot',
    '<%= config.bin %> topology graph --all-orgs --json',
  ];
  static override flags = {
    file: fileFlag,
    org: orgFlag,
    'all-orgs': Flags.boolean({description: 'all organizations, whatever --org says', env: 'MUSTER_ALL_ORGS'}),
    env: envsFlag,
    format: Flags.option({options: graphFormats, description: 'form of the text', env: 'MUSTER_FORMAT'})(),
    detail: Flags.option({
      options: ['full', 'summary'] as const,
      description: 'everything one by one, or folded into counts; by size when not given',
      env: 'MUSTER_DETAIL',
    })(),
    out: outFlag,
  };

  async run() {
    const {flags} = await this.parse(TopologyGraph);
    const request = {envs: flags.env ?? null, detail: flags.detail ?? null};
    const {graph, warnings} = flags.file
      ? await graphDeclaration(this.ports, await readDeclared(flags.file), request)
      : await graphTopology(this.ports, {...request, orgs: flags['all-orgs'] ? null : [flags.org]});
    const format = formatOf(flags);
    const render = async () => (await this.ports.graphRenderer()).render(graph, format);
    if (flags.out !== undefined) await savePicture(flags.out, await render());
    return this.show({...graph, out: flags.out ?? null}, graphView(render), warnings);
  }
}
