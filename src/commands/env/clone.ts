import * as Flags from '@oclif/core/flags';
import {nameArg, newNameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {labelFlag, mutationFlags, orgFlag, workspaceFlag} from '../../cli/flags.js';
import {parseLabels} from '../../cli/parse-pairs.js';
import {cloneEnv} from '../../core/use-cases/clone-env.js';

export default class EnvClone extends ChangeCommand {
  static override summary = 'copy an environment';
  static override description =
    'The copy has the nodes, services, config, secrets and apps of the env, and no address. Nothing of it runs until `app start`: two envs that use one external database should be meant. Managed services of the copy begin empty, with a password of their own.';
  static override examples = [
    '<%= config.bin %> env clone prod staging --label stage=staging',
    '<%= config.bin %> env clone prod customer-b --no-secrets --dry-run',
  ];
  static override args = {env: nameArg('env', 'env to copy'), name: newNameArg('env', 'copy')};
  static override flags = {
    ...mutationFlags,
    org: orgFlag,
    workspace: workspaceFlag,
    label: labelFlag,
    secrets: Flags.boolean({default: true, allowNo: true, description: 'copy the secrets too', env: 'MUSTER_SECRETS'}),
  };

  async run() {
    const {args, flags} = await this.parse(EnvClone);
    const {org, workspace, label, secrets} = flags;
    const facts = {...(workspace === undefined ? {} : {workspace}), ...(label === undefined ? {} : {labels: parseLabels(label)})};
    const request = {org, from: args.env, to: args.name, facts, secrets};
    return this.showChange(await cloneEnv(this.ports, request, {dryRun: flags['dry-run']}));
  }
}
