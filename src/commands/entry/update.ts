import * as Flags from '@oclif/core/flags';
import {addressArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {appFlag, clusterFlags, entryPathFlag, envFlag, orgFlag} from '../../cli/flags.js';
import {entryChangeView} from '../../cli/views/entries.js';
import {updateEntry} from '../../core/use-cases/entries.js';

export default class EntryUpdate extends ChangeCommand {
  static override summary = 'change what is said of an address';
  static override description =
    'Changes what the flags name and leaves the rest. The balancers of a running env follow at once; `entry move` gives the address to another env.';
  static override examples = [
    '<%= config.bin %> entry update company.com --env prod --app shop',
    '<%= config.bin %> entry update backup.company.com:8443 --env prod --no-backup --json',
  ];
  static override args = {address: addressArg('HOST, HOST:PORT, or :PORT', {names: 'entry'})};
  static override flags = {
    ...clusterFlags,
    env: envFlag,
    org: orgFlag,
    app: appFlag,
    backup: Flags.boolean({allowNo: true, description: 'stand in when the primary fails', env: 'MUSTER_BACKUP'}),
    path: entryPathFlag,
  };

  async run() {
    const {args, flags} = await this.parse(EntryUpdate);
    const {org, env, app, backup, path} = flags;
    const said = {...(app === undefined ? {} : {app}), ...(backup === undefined ? {} : {backup})};
    const entry = {org, env, address: args.address, path, ...said};
    const {outcome, address} = await updateEntry(this.ports, entry, await this.changeOptions(flags));
    return this.showChange(outcome, {env, typed: args.address, address, wanted: true}, entryChangeView);
  }
}
