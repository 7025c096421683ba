import * as Flags from '@oclif/core/flags';
import {limitFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {operationsView} from '../../cli/views/operations.js';
import {listOperations} from '../../core/use-cases/list-operations.js';

export default class OperationList extends ListCommand {
  static override summary = 'list operations';
  static override description = 'Lists changes of machines, newest first, with how far each one got.';
  static override examples = ['<%= config.bin %> operation list', '<%= config.bin %> operation list --open --json'];
  static override hiddenAliases = ['operation:ls'];
  static override flags = {
    ...rowFlags(operationsView),
    limit: limitFlag,
    open: Flags.boolean({description: 'only those that are not closed', env: 'MUSTER_OPEN'}),
  };

  async run() {
    const {flags} = await this.parse(OperationList);
    return this.showRows(
      await listOperations(this.ports, {open: flags.open, limit: this.rowsToRead(flags)}),
      operationsView,
      flags,
    );
  }
}
