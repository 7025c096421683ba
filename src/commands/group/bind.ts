import * as Flags from '@oclif/core/flags';
import {nameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {clusterFlag, mutationFlags, orgFlag} from '../../cli/flags.js';
import {bindGroup} from '../../core/use-cases/bindings.js';

export default class GroupBind extends ChangeCommand {
  static override summary = 'have a cluster look after a group';
  static override description =
    'A group is bound to at most one cluster; one that is bound to another is refused without --rebind. Refused where nodes of an env would be looked after by another cluster than the env.';
  static override examples = [
    '<%= config.bin %> group bind east --cluster SERVER01',
    '<%= config.bin %> group bind east --cluster SERVER01 --rebind --dry-run',
  ];
  static override args = {name: nameArg('group')};
  static override flags = {
    ...mutationFlags,
    org: orgFlag,
    cluster: clusterFlag,
    rebind: Flags.boolean({description: 'take it from the cluster that has it', env: 'MUSTER_REBIND'}),
  };

  async run() {
    const {args, flags} = await this.parse(GroupBind);
    const binding = {org: flags.org, name: args.name, cluster: flags.cluster, rebind: flags.rebind};
    return this.showChange(await bindGroup(this.ports, binding, {dryRun: flags['dry-run']}));
  }
}
