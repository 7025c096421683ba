import {allFlag, lookFlags, optionalNodeFlag, orgFlag} from '../../cli/flags.js';
import {LookCommand} from '../../cli/look-command.js';
import {proxyStatusView} from '../../cli/views/proxies.js';
import {exitCodes} from '../../core/domain/errors.js';
import {readProxies} from '../../core/use-cases/read-proxies.js';

export default class ProxyStatus extends LookCommand {
  static override summary = 'show what balancers say of their servers';
  static override description =
    'Status, weight, sessions and requests of every server, as the balancers count them. Exits 9 when one does not answer or has another configuration than desired.';
  static override examples = ['<%= config.bin %> proxy status', '<%= config.bin %> proxy status --node web-1 --json'];
  static override flags = {...lookFlags, org: orgFlag, node: optionalNodeFlag, all: allFlag};

  async run() {
    const {flags} = await this.parse(ProxyStatus);
    const reports = await this.look(flags.timeout, () =>
      readProxies(this.ports, {org: flags.org, node: flags.node ?? null, all: flags.all}),
    );
    if (reports.some((report) => !report.current)) process.exitCode = exitCodes.partly;
    return this.show(reports, proxyStatusView);
  }
}
