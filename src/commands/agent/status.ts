import {BaseCommand} from '../../cli/base-command.js';
import {agentStatusView} from '../../cli/views/agent-status.js';
import {readAgentStatus} from '../../core/use-cases/agent-status.js';

export default class AgentStatus extends BaseCommand {
  static override summary = 'show what the agent of this installation does';
  static override description =
    'Shows what the store knows of it: where it runs, when it last beat, and how the address of its cluster answers. It is active, stopped in good order, offline after 2.5 heartbeats of silence, or has never run.';
  static override examples = ['<%= config.bin %> agent status', '<%= config.bin %> agent status --json'];

  async run() {
    await this.parse(AgentStatus);
    return this.show(await readAgentStatus(this.ports), agentStatusView);
  }
}
