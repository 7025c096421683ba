import * as Flags from '@oclif/core/flags';
import {agentUnit} from '../../cli/agent-unit.js';
import {BaseCommand, type Envelope} from '../../cli/base-command.js';
import {mutationFlags} from '../../cli/flags.js';
import {listenFlag} from '../../cli/listen-flag.js';
import {agentInstallView, agentUnitView, type ToldInstall} from '../../cli/views/agent-install.js';
import {installAgent} from '../../core/use-cases/install-agent.js';

export default class AgentInstall extends BaseCommand {
  static override mutates = true;
  static override summary = 'have the machine keep an agent running';
  static override description =
    'Writes a systemd unit and beside it a file with the variables that lead the agent to this installation: for the whole machine as root, for one user otherwise. Starts nothing; says which commands do.';
  static override examples = [
    '<%= config.bin %> agent install',
    '<%= config.bin %> agent install --print',
    '<%= config.bin %> agent install --user muster --listen 10.0.0.12:7310',
  ];
  static override flags = {
    ...mutationFlags,
    print: Flags.boolean({description: 'show the unit and write nothing', env: 'MUSTER_PRINT'}),
    user: Flags.string({
      description: 'user that the agent runs as; root alone may say so',
      env: 'MUSTER_USER',
      helpValue: 'NAME',
    }),
    unit: Flags.string({
      default: 'muster-agent',
      description: 'name of the unit',
      env: 'MUSTER_UNIT',
      helpValue: 'NAME',
      parse: async (text) => (await import('../../cli/unit-flags.js')).expectUnitName(text),
    }),
    listen: listenFlag,
  };

  protected override get writesNothing(): boolean {
    return super.writesNothing || this.argv.includes('--print');
  }

  async run(): Promise<Envelope<ToldInstall>> {
    const {flags} = await this.parse(AgentInstall);
    const {expectUser} = await import('../../cli/unit-flags.js');
    const unit = agentUnit({
      name: flags.unit,
      user: expectUser(flags.user ?? null),
      listen: flags.listen,
      env: process.env,
      paths: this.paths,
      store: this.storeAddress,
      root: this.config.root,
    });
    const manager = await this.ports.serviceManager();
    const outcome = await installAgent(this.ports, {unit, manager}, {dryRun: flags['dry-run'] || flags.print});
    if (flags.print) return this.show(outcome, agentUnitView);
    const {text: _, ...told} = outcome;
    return this.show(told, agentInstallView);
  }
}
