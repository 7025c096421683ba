import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterRemovalFlags, envFlag, forceFlag, orgFlag} from '../../cli/flags.js';
import {removeService} from '../../core/use-cases/remove-service.js';

export default class ServiceRemove extends ChangeCommand {
  static override summary = 'remove a backing service';
  static override description =
    'Forgets a service; the container of a managed one goes, its data volume stays on the node. A service that an app uses is refused without --force.';
  static override examples = [
    '<%= config.bin %> service remove cache --env test',
    '<%= config.bin %> service remove cache --env test --force --yes',
  ];
  static override hiddenAliases = ['service:rm'];
  static override args = {name: nameArg('service')};
  static override flags = {...clusterRemovalFlags, env: envFlag, force: forceFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(ServiceRemove);
    const {org, env, force} = flags;
    return this.showChange(await removeService(this.ports, {org, env, force, name: args.name}, await this.changeOptions(flags)));
  }
}
