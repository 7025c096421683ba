import {optionalOperationArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {clusterFlags} from '../../cli/flags.js';
import {resumeView} from '../../cli/views/operations.js';
import {resumeOperation} from '../../core/use-cases/resume-operation.js';

export default class OperationResume extends BaseCommand {
  static override summary = 'finish an operation that stopped half way';
  static override description =
    'Runs the steps of the stored plan that are not done. Without an id it takes the only operation that is open. Afterwards it looks whether everything runs as desired.';
  static override examples = ['<%= config.bin %> operation resume', '<%= config.bin %> operation resume 01jd8z5k3m --json'];
  static override args = {id: optionalOperationArg};
  static override flags = clusterFlags;
  static override mutates = true;

  async run() {
    const {args, flags} = await this.parse(OperationResume);
    const outcome = await resumeOperation(this.ports, args.id ?? null, await this.changeOptions(flags));
    return this.show(outcome, resumeView, outcome.warnings);
  }
}
