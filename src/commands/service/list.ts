import {allFlag, optionalEnvFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {servicesView} from '../../cli/views/services.js';
import {listServices} from '../../core/use-cases/list-services.js';

export default class ServiceList extends ListCommand {
  static override summary = 'list backing services';
  static override description =
    'Lists the services of one env, or of all envs of an organization. Passwords are names of secrets.';
  static override examples = ['<%= config.bin %> service list', '<%= config.bin %> service list --env prod --json'];
  static override hiddenAliases = ['service:ls'];
  static override flags = {...rowFlags(servicesView), org: orgFlag, env: optionalEnvFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(ServiceList);
    const {org, env = null, all} = flags;
    const rows = listServices(this.ports, {org, env});
    return this.showSeen('member', rows, {view: servicesView, flags, all: all || env !== null});
  }
}
