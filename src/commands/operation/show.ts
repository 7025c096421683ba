import {operationArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {operationView} from '../../cli/views/operations.js';
import {showOperation} from '../../core/use-cases/list-operations.js';

export default class OperationShow extends BaseCommand {
  static override summary = 'show an operation';
  static override description = 'Shows every step of an operation with its state, its time and what it said.';
  static override examples = [
    '<%= config.bin %> operation show 01jd8z5k3m',
    '<%= config.bin %> operation show 01jd8z5k3m --json',
  ];
  static override args = {id: operationArg};

  async run() {
    const {args} = await this.parse(OperationShow);
    return this.show(await showOperation(this.ports, args.id), operationView);
  }
}
