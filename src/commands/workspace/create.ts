import {newNameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {mutationFlags, optionalClusterFlag, orgFlag} from '../../cli/flags.js';
import {createPartition} from '../../core/use-cases/partitions.js';

export default class WorkspaceCreate extends ChangeCommand {
  static override summary = 'create a workspace';
  static override description =
    'Creates a partition of envs; `env create --workspace` puts envs into it. Without --cluster, the cluster that commands act for looks after it. The same again changes nothing.';
  static override examples = [
    '<%= config.bin %> workspace create lab',
    '<%= config.bin %> workspace create lab --dry-run --json',
  ];
  static override args = {name: newNameArg('workspace')};
  static override flags = {...mutationFlags, org: orgFlag, cluster: optionalClusterFlag};

  async run() {
    const {args, flags} = await this.parse(WorkspaceCreate);
    const target = {kind: 'workspace', org: flags.org, name: args.name, cluster: flags.cluster ?? null} as const;
    return this.showChange(await createPartition(this.ports, target, {dryRun: flags['dry-run']}));
  }
}
