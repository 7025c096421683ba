import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {locksView} from '../../cli/views/locks.js';
import {listLocks} from '../../core/use-cases/locks.js';

export default class LockList extends ListCommand {
  static override summary = 'list what is locked, by whom and since when';
  static override description =
    'Lists the leases of running commands and the locks taken by hand. A lease expires when its holder dies.';
  static override examples = ['<%= config.bin %> lock list', '<%= config.bin %> lock list --json'];
  static override hiddenAliases = ['lock:ls'];
  static override flags = rowFlags(locksView);

  async run() {
    const {flags} = await this.parse(LockList);
    return this.showRows(await listLocks(this.ports), locksView, flags);
  }
}
