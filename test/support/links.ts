import {NodeLinks, type LinksOptions} from '../../src/adapters/links/node-links.js';
import {LocalShell} from '../../src/adapters/shell/local-shell.js';

/** Ways to nodes as the command line makes them; nothing of the operator's own environment. */
export function links(options: Partial<LinksOptions> = {}): NodeLinks {
  return new NodeLinks({
    shell: async () => new LocalShell(),
    dockerHost: undefined,
    dockerCertPath: undefined,
    tlsDirectory: '/nonexistent',
    sshConfig: null,
    timeoutMs: 3000,
    limit: null,
    ...options,
  });
}
