import {BaseCommand} from '../../cli/base-command.js';
import {locksView} from '../../cli/views/locks.js';
import {listLocks} from '../../core/use-cases/locks.js';

export default class LockList extends BaseCommand {
  static override summary = 'list what is locked, by whom and since when';
  static override description =
    'Lists the leases of running commands and the locks taken by hand. A lease expires when its holder dies.';
  static override examples = ['<%= config.bin %> lock list', '<%= config.bin %> lock list --json'];
  static override hiddenAliases = ['lock:ls'];

  async run() {
    await this.parse(LockList);
    return this.show(await listLocks(this.ports), locksView);
  }
}
