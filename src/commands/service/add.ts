import * as Flags from '@oclif/core/flags';
import {newNameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlags, envFlag, leaveDataFlag, optionalNodeFlag, orgFlag, serviceImageFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {serviceFromFlags} from '../../cli/service-from-flags.js';
import {managedKinds} from '../../core/domain/planning/service-catalog.js';
import {addService} from '../../core/use-cases/add-service.js';

export default class ServiceAdd extends ChangeCommand {
  static override summary = 'add a backing service to an environment';
  static override description =
    'Names a database or a cache by its URL, or lets Muster run one on a node. A URL carries no password: that is a secret. Running apps take up a new service with their next restart.';
  static override examples = [
    '<%= config.bin %> service add db --env prod --kind mysql --url mysql://api@db.internal:3306/new-api --password-secret db-password',
    '<%= config.bin %> service add cache --env test --kind redis --managed --node web-1',
  ];
  static override args = {name: newNameArg('service')};
  static override flags = {
    ...clusterFlags,
    env: envFlag,
    org: orgFlag,
    kind: Flags.string({
      required: true,
      description: 'mysql or redis',
      env: 'MUSTER_KIND',
      helpValue: 'KIND',
      ...means({choices: Object.keys(managedKinds)}),
    }),
    url: Flags.string({
      description: 'where it is, without password',
      env: 'MUSTER_URL',
      helpValue: 'URL',
      exclusive: ['managed', 'node', 'image'],
    }),
    'password-secret': Flags.string({
      description: 'secret that holds its password',
      env: 'MUSTER_PASSWORD_SECRET',
      helpValue: 'NAME',
      ...means({names: 'secret'}),
    }),
    managed: Flags.boolean({description: 'Muster runs it', env: 'MUSTER_MANAGED', dependsOn: ['node']}),
    node: {...optionalNodeFlag, dependsOn: ['managed']},
    image: {...serviceImageFlag, dependsOn: ['managed']},
    'leave-data': leaveDataFlag,
    replace: Flags.boolean({description: 'change the service of that name, if there is one', env: 'MUSTER_REPLACE'}),
  };

  async run() {
    const {args, flags} = await this.parse(ServiceAdd);
    const request = {service: serviceFromFlags(args.name, flags), replace: flags.replace};
    return this.showChange(await addService(this.ports, request, await this.changeOptions(flags)));
  }
}
