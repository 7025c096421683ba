import {listOf, pairsArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {chosenContext} from '../../cli/chosen-context.js';
import {dryRunFlag} from '../../cli/flags.js';
import {keepContext} from '../../cli/keep-context.js';
import {pairForm, parsePairs} from '../../cli/parse-pairs.js';
import {maskedContext, warningsOf} from '../../cli/shown-context.js';
import {keptContextView} from '../../cli/views/context.js';

export default class ContextSet extends BaseCommand {
  static override summary = 'keep what commands are about';
  static override description =
    'Keeps store, org, workspace or env for commands that no flag and no variable tells otherwise. What is named must be there. The cluster is kept by `cluster switch`.';
  static override examples = [
    '<%= config.bin %> context set org=acme env=prod',
    '<%= config.bin %> context set store=mysql://muster@db.internal/muster --dry-run',
  ];
  static override ignoresContext = true;
  static override args = {values: pairsArg()};
  static override flags = {'dry-run': dryRunFlag};

  async run() {
    const {args, flags} = await this.parse(ContextSet);
    const chosen = parsePairs(listOf(args.values), pairForm);
    const edit = await chosenContext(chosen, {path: this.paths.context, ports: () => this.ports});
    const {broken, ...kept} = keepContext(this.paths.context, edit, {dryRun: flags['dry-run']});
    return this.show({...kept, context: maskedContext(kept.context)}, keptContextView, warningsOf(broken));
  }
}
