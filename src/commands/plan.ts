import * as Flags from '@oclif/core/flags';
import {BaseCommand} from '../cli/base-command.js';
import {fileFlag, outFlag, pruneFlag, topologyOnlyFlag, workTimeoutFlag} from '../cli/flags.js';
import {readRequest} from '../cli/plan-request.js';
import {exitCodes} from '../core/domain/errors.js';
import {isPartlySeen} from '../cli/views/outcome.js';
import {planData, plannedView} from '../cli/views/planned.js';

export default class Plan extends BaseCommand {
  static override summary = 'show what apply would do';
  static override description =
    'Compares what the files declare with the store and with what runs. Changes nothing. Exits 0; with --detailed-exitcode 10 when there are changes. A plan that --out saves is executed as it is by `apply PLAN`.';
  static override examples = [
    '<%= config.bin %> plan -f cluster.yaml',
    '<%= config.bin %> plan -f cluster.yaml --out cluster.plan',
    '<%= config.bin %> plan -f - --detailed-exitcode --json',
  ];
  static override flags = {
    file: fileFlag,
    out: outFlag,
    'detailed-exitcode': Flags.boolean({description: 'exit 10 when there are changes', env: 'MUSTER_DETAILED_EXITCODE'}),
    prune: pruneFlag,
    'topology-only': {...topologyOnlyFlag, exclusive: ['prune', 'out']},
    timeout: workTimeoutFlag,
  };

  async run() {
    const {flags} = await this.parse(Plan);
    const {prune, out, 'topology-only': topologyOnly} = flags;
    const request = await readRequest({
      files: flags.file,
      plan: undefined,
      prune,
      topologyOnly,
      out,
      version: this.config.version,
    });
    const outcome = await request.execute(this.ports, {
      dryRun: true,
      lockWaitMs: 0,
      onEvent: () => undefined,
      signal: this.within(flags.timeout).signal,
    });
    if (flags['detailed-exitcode'] && outcome.changed) process.exitCode = exitCodes.changes;
    const data = planData(outcome, {files: flags.file ?? [], out: out ?? null, prune, topologyOnly});
    if (isPartlySeen(data)) process.exitCode = exitCodes.partly;
    return this.show(data, plannedView, outcome.warnings);
  }
}
