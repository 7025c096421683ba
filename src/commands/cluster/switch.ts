import {clusterArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {keepContext} from '../../cli/keep-context.js';
import {forceFlag, mutationFlags, timeoutFlag} from '../../cli/flags.js';
import {maskedContext, warningsOf} from '../../cli/shown-context.js';
import {switchedView} from '../../cli/views/context.js';
import {chooseCluster} from '../../core/use-cases/switch-cluster.js';

export default class ClusterSwitch extends ChangeCommand {
  static override summary = 'act for a cluster from now on';
  static override description =
    'Keeps in the context for which cluster commands act: lists show what it looks after, and that can be changed. Another installation is asked at its address whether it is the one; --force does without an answer, never with a wrong one.';
  static override examples = [
    '<%= config.bin %> cluster switch SERVER01',
    '<%= config.bin %> cluster switch DEFAULT --timeout 2s --json',
  ];
  static override args = {id: clusterArg};
  static override flags = {...mutationFlags, force: forceFlag, timeout: timeoutFlag};

  async run() {
    const {args, flags} = await this.parse(ClusterSwitch);
    const request = {id: args.id, timeoutMs: flags.timeout, force: flags.force};
    const {cluster, warnings} = await chooseCluster(this.ports, request, await this.ports.clusterProbe());
    const {broken, ...kept} = keepContext(this.paths.context, {cluster: cluster.id}, {dryRun: flags['dry-run']});
    this.audited.overridden = warnings.map((warning) => warning.code);
    const context = maskedContext(kept.context);
    return this.show({...kept, context, cluster}, switchedView, [...warnings, ...warningsOf(broken)]);
  }
}
