import {BaseCommand} from '../../cli/base-command.js';
import {fileOf} from '../../cli/declared-files.js';
import {orgFlag} from '../../cli/flags.js';
import {exportTopology} from '../../core/use-cases/declared-changes.js';

export default class TopologyExport extends BaseCommand {
  static override summary = 'print the topology as a file';
  static override description =
    'Prints what an organization has as a file that `apply` reads: applying it changes nothing. Secrets are not in it, only their names.';
  static override examples = [
    '<%= config.bin %> topology export > cluster.yaml',
    '<%= config.bin %> topology export --org acme --json',
  ];
  static override flags = {org: orgFlag};

  async run() {
    const {flags} = await this.parse(TopologyExport);
    const {file, text} = await fileOf(await exportTopology(this.ports, {org: flags.org}));
    return this.show(file, {document: true, text: () => text});
  }
}
