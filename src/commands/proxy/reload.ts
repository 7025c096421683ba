import {lookFlags, mutationFlags, optionalNodeFlag, orgFlag} from '../../cli/flags.js';
import {LookCommand} from '../../cli/look-command.js';
import {proxyReloadView} from '../../cli/views/proxies.js';
import {reloadProxies} from '../../core/use-cases/read-proxies.js';

export default class ProxyReload extends LookCommand {
  static override summary = 'have balancers read their configuration again';
  static override description =
    'Starts new workers with the configuration that is there and lets the old ones end; no connection is dropped. What differs from the desired configuration is mended by the next change of an app.';
  static override examples = ['<%= config.bin %> proxy reload', '<%= config.bin %> proxy reload --node web-1 --json'];
  static override flags = {...mutationFlags, ...lookFlags, org: orgFlag, node: optionalNodeFlag};
  static override mutates = true;

  async run() {
    const {flags} = await this.parse(ProxyReload);
    const target = {org: flags.org, node: flags.node ?? null};
    const nodes = await this.look(
      flags.timeout,
      () => reloadProxies(this.ports, target, {dryRun: flags['dry-run']}),
      'no configuration changed',
    );
    return this.show({changed: nodes.length > 0, dryRun: flags['dry-run'], nodes: nodes.map(({node}) => node)}, proxyReloadView);
  }
}
