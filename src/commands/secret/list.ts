import {appFlag, optionalEnvFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {secretsView} from '../../cli/views/secrets.js';
import {listSecrets} from '../../core/use-cases/list-secrets.js';

export default class SecretList extends ListCommand {
  static override summary = 'list secrets';
  static override description = 'Lists names, versions and the key that sealed them. Values are never shown.';
  static override examples = ['<%= config.bin %> secret list --env prod', '<%= config.bin %> secret list --json'];
  static override hiddenAliases = ['secret:ls'];
  static override flags = {...rowFlags(secretsView), org: orgFlag, env: optionalEnvFlag, app: appFlag};

  async run() {
    const {flags} = await this.parse(SecretList);
    return this.showRows(
      await listSecrets(this.ports, {org: flags.org, env: flags.env ?? null, app: flags.app ?? null}),
      secretsView,
      flags,
    );
  }
}
