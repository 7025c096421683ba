import * as Args from '@oclif/core/args';
import {BaseCommand} from '../cli/base-command.js';
import {clusterFlags, fileFlag, leaveDataFlag, overcommitFlag, pruneFlag, topologyOnlyFlag} from '../cli/flags.js';
import {means} from '../cli/meaning.js';
import {readRequest} from '../cli/plan-request.js';
import {exitCodes} from '../core/domain/errors.js';
import {isPartlySeen, outcomeData, outcomeView} from '../cli/views/outcome.js';

export default class Apply extends BaseCommand {
  static override summary = 'make the cluster as the file declares it';
  static override description =
    'Reads topology files or a saved plan, shows the plan and executes it. What the files do not declare is not touched. With --topology-only it records what the files declare, checked by every rule, and moves no machine.';
  static override examples = [
    '<%= config.bin %> apply -f cluster.yaml',
    '<%= config.bin %> apply -f cluster.yaml --dry-run --json',
    '<%= config.bin %> apply cluster.plan --yes',
    '<%= config.bin %> apply -f fleet.json --topology-only',
  ];
  static override args = {
    plan: Args.string({ignoreStdin: true, description: 'a plan saved by `plan --out`', ...means({files: true})}),
  };
  static override flags = {
    ...clusterFlags,
    file: fileFlag,
    'leave-data': leaveDataFlag,
    overcommit: overcommitFlag,
    prune: pruneFlag,
    'topology-only': topologyOnlyFlag,
  };

  static override mutates = true;

  async run() {
    const {args, flags} = await this.parse(Apply);
    const {ensureInitialized} = await import('../cli/ensure-initialized.js');
    await ensureInitialized(this.paths, this.storeAddress, this.config.version);
    const options = await this.changeOptions(flags);
    const {file: files, prune, 'topology-only': topologyOnly} = flags;
    const request = await readRequest({files, plan: args.plan, prune, topologyOnly, version: this.config.version});
    const outcome = await request.execute(this.ports, options);
    const data = outcomeData(outcome);
    if (isPartlySeen(data)) process.exitCode = exitCodes.partly;
    return this.show(data, outcomeView, outcome.warnings);
  }
}
