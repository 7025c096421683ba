import * as Flags from '@oclif/core/flags';
import {lookFlags, optionalNodeFlag, orgFlag} from '../../cli/flags.js';
import {LookCommand} from '../../cli/look-command.js';
import {proxyShowView} from '../../cli/views/proxies.js';
import {showProxies} from '../../core/use-cases/read-proxies.js';

export default class ProxyShow extends LookCommand {
  static override summary = 'show the configuration of balancers';
  static override description =
    'Prints the configuration that the balancer of each node should have, and says whether the running one has it; --format model prints the data that it is made from.';
  static override examples = [
    '<%= config.bin %> proxy show',
    '<%= config.bin %> proxy show --node web-1 --format model',
    '<%= config.bin %> proxy show --json',
  ];
  static override flags = {
    ...lookFlags,
    org: orgFlag,
    node: optionalNodeFlag,
    format: Flags.string({
      options: ['haproxy', 'model'],
      default: 'haproxy',
      description: 'form of the text',
      env: 'MUSTER_FORMAT',
    }),
  };

  async run() {
    const {flags} = await this.parse(ProxyShow);
    const proxies = await this.look(flags.timeout, () => showProxies(this.ports, {org: flags.org, node: flags.node ?? null}));
    return this.show(proxies, proxyShowView(flags.format));
  }
}
