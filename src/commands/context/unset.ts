import * as Args from '@oclif/core/args';
import {listOf} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {contextKeys, expectContextKey} from '../../cli/context-file.js';
import {dryRunFlag} from '../../cli/flags.js';
import {keepContext} from '../../cli/keep-context.js';
import {means} from '../../cli/meaning.js';
import {maskedContext, warningsOf} from '../../cli/shown-context.js';
import {keptContextView} from '../../cli/views/context.js';

export default class ContextUnset extends BaseCommand {
  static override summary = 'no longer keep what commands are about';
  static override description =
    'Takes keys out of the context. Without a cluster there, commands act for the cluster that this installation is.';
  static override examples = ['<%= config.bin %> context unset env', '<%= config.bin %> context unset cluster env --json'];
  static override ignoresContext = true;
  static override args = {
    keys: Args.string({
      ignoreStdin: true,
      required: true,
      multiple: true,
      description: 'store, cluster, org, workspace or env',
      ...means({choices: contextKeys}),
    }),
  };
  static override flags = {'dry-run': dryRunFlag};

  async run() {
    const {args, flags} = await this.parse(ContextUnset);
    const edit = Object.fromEntries(listOf(args.keys).map((key) => [expectContextKey(key), null]));
    const {broken, ...kept} = keepContext(this.paths.context, edit, {dryRun: flags['dry-run']});
    return this.show({...kept, context: maskedContext(kept.context)}, keptContextView, warningsOf(broken));
  }
}
