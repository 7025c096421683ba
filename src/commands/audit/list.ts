import {limitFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {auditView} from '../../cli/views/audit.js';
import {listAudit} from '../../core/use-cases/list-audit.js';

export default class AuditList extends ListCommand {
  static override summary = 'list what was changed, by whom, and how it ended';
  static override description =
    'Every command that changes something leaves a record, also when it failed; the newest come first. Secrets are in none of them.';
  static override examples = ['<%= config.bin %> audit list', '<%= config.bin %> audit list --limit 5 --json'];
  static override hiddenAliases = ['audit:ls'];
  static override flags = {...rowFlags(auditView), limit: limitFlag};

  async run() {
    const {flags} = await this.parse(AuditList);
    return this.showRows(await listAudit(this.ports, {limit: this.rowsToRead(flags)}), auditView, flags);
  }
}
