import {BaseCommand} from '../../cli/base-command.js';
import {listenFlag} from '../../cli/listen-flag.js';
import {exitCodes} from '../../core/domain/errors.js';
import type {AgentEvent} from '../../core/use-cases/agent-events.js';
import {runAgent} from '../../core/use-cases/run-agent.js';
import {answer, whenUnread} from '../../cli/streams.js';
import {printableData} from '../../core/domain/printable.js';

const farewellMs = 1000;

export default class AgentRun extends BaseCommand {
  static override summary = 'beat for the cluster that this installation is';
  static override description =
    'Runs until it is stopped. Tells the store at every heartbeat that the cluster is online, and answers /identity, /healthz and /metrics over HTTP, on loopback unless told otherwise. A second agent of the same installation stands by and takes over when the first ends. What happens is told one line of JSON an event, in words on a terminal.';
  static override examples = [
    '<%= config.bin %> agent run',
    '<%= config.bin %> agent run --listen 0.0.0.0:7310',
    '<%= config.bin %> agent run --json | jq -c .event',
  ];
  static override flags = {listen: listenFlag};

  async run(): Promise<void> {
    const {flags} = await this.parse(AgentRun);
    const tell = await this.#teller();
    const {interrupt: signal} = this;
    let hasReader = true;
    whenUnread(() => {
      if (hasReader) process.kill(process.pid, 'SIGTERM');
      hasReader = false;
    });
    await runAgent(this.ports, {listen: flags.listen, version: this.config.version, signal, onEvent: tell});
    // A store that does not answer would be waited for.
    setTimeout(() => process.exit(), farewellMs).unref();
    if (hasReader) process.exitCode = signal.reason === 'SIGINT' ? exitCodes.sigint : exitCodes.sigterm;
  }

  /** A reader of lines gets a failure as one, too. */
  override logJson(json: unknown): void {
    answer(`${JSON.stringify(json)}\n`);
  }

  async #teller(): Promise<(event: AgentEvent) => void> {
    const {clock} = this.ports;
    if (this.jsonEnabled() || !process.stdout.isTTY)
      return (event) => void answer(`${JSON.stringify({time: clock.now(), ...event})}\n`);
    const {agentEventText} = await import('../../cli/views/agent-events.js');
    return (event) => void answer(`${clock.now().slice(11, 19)}  ${agentEventText(printableData(event))}\n`);
  }
}
