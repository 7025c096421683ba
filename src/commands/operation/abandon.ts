import {openOperationArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {clusterFlags} from '../../cli/flags.js';
import {abandonView} from '../../cli/views/operations.js';
import {abandonOperation} from '../../core/use-cases/abandon-operation.js';

export default class OperationAbandon extends BaseCommand {
  static override summary = 'give an operation up';
  static override description =
    'Closes an operation that nobody works on, and says what it has not done. What is desired stays desired: the next change of the app makes it so.';
  static override examples = [
    '<%= config.bin %> operation abandon 01jd8z5k3m',
    '<%= config.bin %> operation abandon 01jd8z5k3m --dry-run --json',
  ];
  static override args = {id: openOperationArg};
  static override flags = clusterFlags;
  static override mutates = true;

  async run() {
    const {args, flags} = await this.parse(OperationAbandon);
    return this.show(await abandonOperation(this.ports, args.id, await this.changeOptions(flags)), abandonView);
  }
}
