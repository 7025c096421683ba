import {allFlag, orgFlag} from '../../cli/flags.js';
import {ListCommand, rowFlags} from '../../cli/list-command.js';
import {envsView} from '../../cli/views/envs.js';
import {listEnvs} from '../../core/use-cases/list-envs.js';

export default class EnvList extends ListCommand {
  static override summary = 'list environments';
  static override description = 'Lists the envs of an organization with their nodes, entries and apps.';
  static override examples = [
    '<%= config.bin %> env list',
    '<%= config.bin %> env list --filter stage=production,customer=a --output name',
    '<%= config.bin %> env list --org acme --json',
  ];
  static override hiddenAliases = ['env:ls'];
  static override flags = {...rowFlags(envsView), org: orgFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(EnvList);
    return this.showSeen('env', listEnvs(this.ports, {org: flags.org}), {view: envsView, flags, all: flags.all});
  }
}
