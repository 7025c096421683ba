import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {labelFlag, mutationFlags, orgFlag, unlabelFlag, workspaceFlag} from '../../cli/flags.js';
import {parseLabels} from '../../cli/parse-pairs.js';
import {updateEnv} from '../../core/use-cases/create-env.js';

export default class EnvUpdate extends ChangeCommand {
  static override summary = 'change what is said of an environment';
  static override description = 'Sets and takes away labels, or puts the env into another workspace, and leaves the rest.';
  static override examples = [
    '<%= config.bin %> env update prod --label stage=production',
    '<%= config.bin %> env update prod --unlabel customer --workspace shop --dry-run',
  ];
  static override args = {name: nameArg('env')};
  static override flags = {...mutationFlags, org: orgFlag, workspace: workspaceFlag, label: labelFlag, unlabel: unlabelFlag};

  async run() {
    const {args, flags} = await this.parse(EnvUpdate);
    const {org, workspace, label = []} = flags;
    const facts = {org, name: args.name, labels: parseLabels(label), ...(workspace === undefined ? {} : {workspace})};
    return this.showChange(await updateEnv(this.ports, {facts, unlabel: flags.unlabel ?? []}, {dryRun: flags['dry-run']}));
  }
}
