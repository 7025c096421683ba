import {BaseCommand} from '../../cli/base-command.js';
import {mutationFlags, optionalNodeFlag, orgFlag} from '../../cli/flags.js';
import {proxyReloadView} from '../../cli/views/proxies.js';
import {reloadProxies} from '../../core/use-cases/read-proxies.js';

export default class ProxyReload extends BaseCommand {
  static override summary = 'have balancers read their configuration again';
  static override description =
    'Starts new workers with the configuration that is there and lets the old ones end; no connection is dropped. What differs from the desired configuration is mended by the next change of an app.';
  static override examples = ['<%= config.bin %> proxy reload', '<%= config.bin %> proxy reload --node web-1 --json'];
  static override flags = {...mutationFlags, org: orgFlag, node: optionalNodeFlag};
  static override mutates = true;

  async run() {
    const {flags} = await this.parse(ProxyReload);
    const nodes = await reloadProxies(this.ports, {org: flags.org, node: flags.node ?? null}, {dryRun: flags['dry-run']});
    return this.show({changed: nodes.length > 0, dryRun: flags['dry-run'], nodes: nodes.map(({node}) => node)}, proxyReloadView);
  }
}
