import {BaseCommand} from '../../cli/base-command.js';
import {confirmMigration} from '../../cli/confirm.js';
import {dryRunFlag, yesFlag} from '../../cli/flags.js';
import {storeMigrationView} from '../../cli/views/store-status.js';
import {migrateStore} from '../../core/use-cases/migrate-store.js';

export default class StoreMigrate extends BaseCommand {
  static override mutates = true;
  static override summary = 'bring a store that an older Muster made up to date';
  static override description =
    'A file is brought up to date by whatever command uses it first. A database that others use too waits for this command: afterwards an older Muster cannot use it. Says who is connected, and asks.';
  static override examples = ['<%= config.bin %> store migrate --dry-run', '<%= config.bin %> store migrate --yes --json'];
  static override flags = {'dry-run': dryRunFlag, yes: yesFlag};

  async run() {
    const {flags} = await this.parse(StoreMigrate);
    const asking = {yes: flags.yes, canAsk: this.canAsk};
    const outcome = await migrateStore(await this.ports.storeInspection(), {
      dryRun: flags['dry-run'],
      confirm: (report) => confirmMigration(report, asking),
    });
    return this.show(outcome, storeMigrationView);
  }
}
