import * as Flags from '@oclif/core/flags';
import {addressArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {appFlag, clusterFlags, entryPathFlag, envFlag, orgFlag} from '../../cli/flags.js';
import {entryChangeView} from '../../cli/views/entries.js';
import {addEntry} from '../../core/use-cases/entries.js';

export default class EntryAdd extends ChangeCommand {
  static override summary = 'add an address users reach an environment by';
  static override description =
    'The address is kept in one spelling: host in lower case with its port. An address belongs to one env; one that the env has already stays as it is, and `entry update` changes it. The balancers of a running env follow at once.';
  static override examples = [
    '<%= config.bin %> entry add company.com --env prod',
    '<%= config.bin %> entry add backup.company.com:8443 --env prod --backup',
    '<%= config.bin %> entry add :8080 --env test --app new-api --path /api --json',
  ];
  static override args = {address: addressArg('HOST, HOST:PORT, or :PORT for any host', {newName: 'entry'})};
  static override flags = {
    ...clusterFlags,
    env: envFlag,
    org: orgFlag,
    app: appFlag,
    backup: Flags.boolean({description: 'stand in when the primary fails', env: 'MUSTER_BACKUP'}),
    path: entryPathFlag,
  };

  async run() {
    const {args, flags} = await this.parse(EntryAdd);
    const {org, env, app, backup, path} = flags;
    const said = {...(app === undefined ? {} : {app}), ...(backup ? {backup} : {})};
    const {outcome, address} = await addEntry(
      this.ports,
      {org, env, address: args.address, path, ...said},
      await this.changeOptions(flags),
    );
    return this.showChange(outcome, {env, typed: args.address, address, wanted: true}, entryChangeView);
  }
}
