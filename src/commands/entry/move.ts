import * as Flags from '@oclif/core/flags';
import {addressArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlags, foldText, forceFlag, orgFlag} from '../../cli/flags.js';
import {means} from '../../cli/meaning.js';
import {moveEntry} from '../../core/use-cases/move-entries.js';

export default class EntryMove extends ChangeCommand {
  static override summary = 'move an address to another environment';
  static override description =
    'The balancers switch in one step: each request is answered by the one env or by the other, and none fails. Refused while the other env has no healthy instance, unless --force is given.';
  static override examples = [
    '<%= config.bin %> entry move company.com --from blue --to green',
    '<%= config.bin %> entry move :8080 --from blue --to green --dry-run --json',
  ];
  static override hiddenAliases = ['entry:mv'];
  static override args = {address: addressArg('HOST, HOST:PORT, or :PORT', {names: 'entry'})};
  static override flags = {
    ...clusterFlags,
    force: forceFlag,
    org: orgFlag,
    from: Flags.string({
      required: true,
      description: 'env that has it',
      env: 'MUSTER_FROM',
      helpValue: 'ENV',
      parse: foldText,
      ...means({names: 'env'}),
    }),
    to: Flags.string({
      required: true,
      description: 'the one that gets it',
      env: 'MUSTER_TO',
      helpValue: 'ENV',
      parse: foldText,
      ...means({names: 'env'}),
    }),
  };

  async run() {
    const {args, flags} = await this.parse(EntryMove);
    const {org, from, to, force} = flags;
    const move = {org, address: args.address, from, to, force};
    return this.showChange(await moveEntry(this.ports, move, await this.changeOptions(flags)));
  }
}
