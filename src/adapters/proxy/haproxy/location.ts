import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import type {VolumeMount} from '../../../core/domain/container.js';
import {digestOf} from '../../../core/domain/digest.js';
import type {Node} from '../../../core/domain/model.js';
import type {LinkKind} from '../../../core/ports/links.js';

/** A unix socket's path has at most 107 bytes. */
const longestPath = 107;
/** On nodes that are reached over ssh; known before anybody asks them. */
const remoteDirectory = '/var/lib/muster/proxy';

export interface ProxyLocation {
  readonly stateDirectory: string;
  readonly kind: LinkKind;
}

export function proxyProjectName(node: Node, installation: string): string {
  return `muster-proxy-${proxyHash(node, installation)}`;
}

/** What holds the balancer's sockets on its node: a directory where they can be reached, a volume where nothing but the engine can. */
export function socketMount(
  {stateDirectory, kind}: ProxyLocation,
  node: Node,
  installation: string,
): Pick<VolumeMount, 'kind' | 'source'> {
  if (kind === 'tcp') return {kind: 'volume', source: `${proxyProjectName(node, installation)}-sockets`};
  const hash = proxyHash(node, installation);
  if (kind === 'ssh') return {kind: 'bind', source: `${remoteDirectory}/${hash}`};
  const preferred = join(stateDirectory, 'proxy', hash);
  return {
    kind: 'bind',
    source:
      Buffer.byteLength(join(preferred, 'master.sock')) <= longestPath
        ? preferred
        : join(tmpdir(), `muster-${userInfo().uid}-${hash}`),
  };
}

function proxyHash(node: Node, installation: string): string {
  return digestOf(['proxy', installation, node.org, node.name], 8);
}
