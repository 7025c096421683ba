import {nameArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {envFlag, orgFlag} from '../../cli/flags.js';
import {serviceView} from '../../cli/views/services.js';
import {showService} from '../../core/use-cases/list-services.js';

export default class ServiceShow extends BaseCommand {
  static override summary = 'show a backing service';
  static override description = 'Shows where a service is and which secret holds its password, never the password.';
  static override examples = [
    '<%= config.bin %> service show db --env prod',
    '<%= config.bin %> service show db --env prod --json',
  ];
  static override args = {name: nameArg('service')};
  static override flags = {org: orgFlag, env: envFlag};

  async run() {
    const {args, flags} = await this.parse(ServiceShow);
    return this.show(await showService(this.ports, {org: flags.org, env: flags.env, name: args.name}), serviceView);
  }
}
