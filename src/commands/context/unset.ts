import * as Args from '@oclif/core/args';
import {listOf} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {contextKeys} from '../../cli/context-file.js';
import {dryRunFlag, missingOkFlag} from '../../cli/flags.js';
import {forgetContext} from '../../cli/keep-context.js';
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
  static override flags = {'dry-run': dryRunFlag, 'missing-ok': missingOkFlag};

  async run() {
    const {args, flags} = await this.parse(ContextUnset);
    const options = {dryRun: flags['dry-run'], missingOk: flags['missing-ok']};
    const {broken, ...kept} = forgetContext(this.paths.context, listOf(args.keys), options);
    return this.show({...kept, context: maskedContext(kept.context)}, keptContextView, warningsOf(broken));
  }
}
