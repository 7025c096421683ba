import {BaseCommand} from '../../cli/base-command.js';
import {storeStatusView} from '../../cli/views/store-status.js';

export default class StoreStatus extends BaseCommand {
  static override summary = 'show where the store is, what it is and who uses it';
  static override description =
    'Tells of the database, the schema, the rows of each table, the size, the clock and the connections. Works on a store that another version of Muster made, and changes nothing.';
  static override examples = ['<%= config.bin %> store status', '<%= config.bin %> store status --json'];

  async run() {
    await this.parse(StoreStatus);
    const inspection = await this.ports.storeInspection();
    return this.show(await inspection.read(), storeStatusView);
  }
}
