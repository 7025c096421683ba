import {BaseCommand} from '../../cli/base-command.js';
import {orgFlag} from '../../cli/flags.js';
import {envsView} from '../../cli/views/envs.js';
import {listEnvs} from '../../core/use-cases/list-envs.js';

export default class EnvList extends BaseCommand {
  static override summary = 'list environments';
  static override description = 'Lists the envs of an organization with their nodes, entries and apps.';
  static override examples = [
    '<%= config.bin %> env list',
    '<%= config.bin %> env list --output name',
    '<%= config.bin %> env list --org acme --json',
  ];
  static override hiddenAliases = ['env:ls'];
  static override flags = {org: orgFlag};

  async run() {
    const {flags} = await this.parse(EnvList);
    return this.show(await listEnvs(this.ports, {org: flags.org}), envsView);
  }
}
