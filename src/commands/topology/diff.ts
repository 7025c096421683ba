import {BaseCommand} from '../../cli/base-command.js';
import {readDeclared} from '../../cli/declared-files.js';
import {fileFlag, pruneFlag} from '../../cli/flags.js';
import {differenceView} from '../../cli/views/topology.js';
import {diffDeclaration} from '../../core/use-cases/declared-changes.js';

export default class TopologyDiff extends BaseCommand {
  static override summary = 'show what apply would change in the topology';
  static override description =
    'Compares what files declare with the store, without asking any machine; `plan` shows the containers too. Rules that the files break are warnings here.';
  static override examples = [
    '<%= config.bin %> topology diff -f cluster.yaml',
    '<%= config.bin %> topology diff -f cluster.yaml --prune --json',
  ];
  static override flags = {file: fileFlag, prune: pruneFlag};

  async run() {
    const {flags} = await this.parse(TopologyDiff);
    const {violations, ...difference} = await diffDeclaration(this.ports, {
      declared: await readDeclared(flags.file),
      prune: flags.prune,
    });
    return this.show(difference, differenceView, violations);
  }
}
