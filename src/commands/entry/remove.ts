import {addressArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterRemovalFlags, envFlag, forceFlag, orgFlag} from '../../cli/flags.js';
import {entryChangeView} from '../../cli/views/entries.js';
import {removeEntry} from '../../core/use-cases/entries.js';

export default class EntryRemove extends ChangeCommand {
  static override summary = 'remove an address';
  static override description = 'Nothing is redeployed. The last entry of an env with running apps is refused without --force.';
  static override examples = [
    '<%= config.bin %> entry remove backup.company.com:8443 --env prod',
    '<%= config.bin %> entry remove company.com --env prod --force',
  ];
  static override hiddenAliases = ['entry:rm'];
  static override args = {address: addressArg('HOST, HOST:PORT, or :PORT', {names: 'entry'})};
  static override flags = {...clusterRemovalFlags, env: envFlag, force: forceFlag, org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(EntryRemove);
    const {org, env, force} = flags;
    const {outcome, address} = await removeEntry(
      this.ports,
      {org, env, force, address: args.address},
      await this.changeOptions(flags),
    );
    return this.showChange(outcome, {env, typed: args.address, address, wanted: false}, entryChangeView);
  }
}
