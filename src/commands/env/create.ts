import {newNameArg} from '../../cli/args.js';
import {ChangeCommand} from '../../cli/change-command.js';
import {labelFlag, mutationFlags, orgFlag, workspaceFlag} from '../../cli/flags.js';
import {parseLabels} from '../../cli/parse-pairs.js';
import {createEnv} from '../../core/use-cases/create-env.js';

export default class EnvCreate extends ChangeCommand {
  static override summary = 'create an environment';
  static override description =
    'Creates an isolated place to run apps. Its labels say its stage, business, customer or purpose. The same again changes nothing.';
  static override examples = [
    '<%= config.bin %> env create prod --label stage=production',
    '<%= config.bin %> env create test --workspace lab --json',
  ];
  static override args = {name: newNameArg('env')};
  static override flags = {...mutationFlags, org: orgFlag, workspace: workspaceFlag, label: labelFlag};

  async run() {
    const {args, flags} = await this.parse(EnvCreate);
    const {org, workspace, label} = flags;
    const facts = {
      org,
      name: args.name,
      ...(workspace === undefined ? {} : {workspace}),
      ...(label === undefined ? {} : {labels: parseLabels(label)}),
    };
    return this.showChange(await createEnv(this.ports, facts, {dryRun: flags['dry-run']}));
  }
}
