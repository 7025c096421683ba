import * as Flags from '@oclif/core/flags';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlag, mutationFlags, orgFlag} from '../../cli/flags.js';
import {bindWorkspace} from '../../core/use-cases/bindings.js';

export default class WorkspaceBind extends ChangeCommand {
  static override summary = 'have a cluster look after a workspace';
  static override description =
    'A workspace has exactly one cluster: binding it to another takes it from the one it had. Refused where nodes of an env would be looked after by another cluster than the env; --with-groups brings their groups along.';
  static override examples = [
    '<%= config.bin %> workspace bind lab --cluster SERVER01',
    '<%= config.bin %> workspace bind lab --cluster SERVER01 --with-groups --dry-run',
  ];
  static override args = {name: nameArg('workspace')};
  static override flags = {
    ...mutationFlags,
    org: orgFlag,
    cluster: clusterFlag,
    'with-groups': Flags.boolean({description: 'with the groups whose nodes serve its envs', env: 'MUSTER_WITH_GROUPS'}),
  };

  async run() {
    const {args, flags} = await this.parse(WorkspaceBind);
    const binding = {org: flags.org, name: args.name, cluster: flags.cluster, withGroups: flags['with-groups']};
    return this.showChange(await bindWorkspace(this.ports, binding, {dryRun: flags['dry-run']}));
  }
}
