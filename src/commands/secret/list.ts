import {allFlag, appFlag, optionalEnvFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {secretsView} from '../../cli/views/secrets.js';
import {listSecrets} from '../../core/use-cases/list-secrets.js';

export default class SecretList extends ListCommand {
  static override summary = 'list secrets';
  static override description = 'Lists names, versions and the key that sealed them. Values are never shown.';
  static override examples = ['<%= config.bin %> secret list --env prod', '<%= config.bin %> secret list --json'];
  static override hiddenAliases = ['secret:ls'];
  static override flags = {...rowFlags(secretsView), org: orgFlag, env: optionalEnvFlag, app: appFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(SecretList);
    const {org, env = null, app = null, all} = flags;
    const rows = listSecrets(this.ports, {org, env, app});
    return this.showSeen('member', rows, {view: secretsView, flags, all: all || env !== null});
  }
}
