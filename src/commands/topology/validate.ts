import {BaseCommand} from '../../cli/base-command.js';
import {readDeclared} from '../../cli/declared-files.js';
import {fileFlag} from '../../cli/flags.js';
import {validView} from '../../cli/views/topology.js';
import {validateDeclaration} from '../../core/use-cases/declared-changes.js';

export default class TopologyValidate extends BaseCommand {
  static override summary = 'check topology files';
  static override description =
    'Checks files by themselves, without a store and without a machine. A file that does not parse exits 2 with its line; one that breaks rules exits 3 with all violations.';
  static override examples = [
    '<%= config.bin %> topology validate -f cluster.yaml',
    'cat cluster.yaml | <%= config.bin %> topology validate -f - --json',
  ];
  static override flags = {file: fileFlag};

  async run() {
    const {flags} = await this.parse(TopologyValidate);
    const {summary, warnings} = await validateDeclaration(this.ports, await readDeclared(flags.file));
    return this.show(summary, validView, warnings);
  }
}
