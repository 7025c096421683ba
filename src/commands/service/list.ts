import {optionalEnvFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {servicesView} from '../../cli/views/services.js';
import {listServices} from '../../core/use-cases/list-services.js';

export default class ServiceList extends ListCommand {
  static override summary = 'list backing services';
  static override description =
    'Lists the services of one env, or of all envs of an organization. Passwords are names of secrets.';
  static override examples = ['<%= config.bin %> service list', '<%= config.bin %> service list --env prod --json'];
  static override hiddenAliases = ['service:ls'];
  static override flags = {...rowFlags(servicesView), org: orgFlag, env: optionalEnvFlag};

  async run() {
    const {flags} = await this.parse(ServiceList);
    return this.showRows(await listServices(this.ports, {org: flags.org, env: flags.env ?? null}), servicesView, flags);
  }
}
