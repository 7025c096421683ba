import * as Flags from '@oclif/core/flags';
import {allFlag, optionalEnvFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {entriesView} from '../../cli/views/entries.js';
import {listEntries} from '../../core/use-cases/entries.js';

export default class EntryList extends ListCommand {
  static override summary = 'list addresses';
  static override description =
    'Lists the entries of one env, or of all envs of an organization, in the order in which they were added.';
  static override examples = ['<%= config.bin %> entry list --env prod', '<%= config.bin %> entry list --all-envs --json'];
  static override hiddenAliases = ['entry:ls'];
  static override flags = {
    ...rowFlags(entriesView),
    org: orgFlag,
    env: optionalEnvFlag,
    'all-envs': Flags.boolean({description: 'of every env, whatever --env says', env: 'MUSTER_ALL_ENVS'}),
    all: allFlag,
  };

  async run() {
    const {flags} = await this.parse(EntryList);
    const env = flags['all-envs'] ? null : (flags.env ?? null);
    const rows = listEntries(this.ports, {org: flags.org, env});
    return this.showSeen('member', rows, {view: entriesView, flags, all: flags.all || env !== null});
  }
}
