import {nameArg} from '../../cli/args.js';
import {BaseCommand} from '../../cli/base-command.js';
import {orgFlag} from '../../cli/flags.js';
import {envView} from '../../cli/views/envs.js';
import {showEnv} from '../../core/use-cases/list-envs.js';

export default class EnvShow extends BaseCommand {
  static override summary = 'show an environment';
  static override description =
    'Shows the nodes, entries, services and apps of an env as they are desired; `status` shows what runs.';
  static override examples = ['<%= config.bin %> env show prod', '<%= config.bin %> env show prod --json'];
  static override args = {name: nameArg('env')};
  static override flags = {org: orgFlag};

  async run() {
    const {args, flags} = await this.parse(EnvShow);
    return this.show(await showEnv(this.ports, {org: flags.org, name: args.name}), envView);
  }
}
