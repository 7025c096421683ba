import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import {digestOf} from '../../../core/domain/digest.js';
import type {Node} from '../../../core/domain/model.js';

/** A unix socket's path has at most 107 bytes. */
const longestPath = 107;

export function proxyProjectName(node: Node, installation: string): string {
  return `muster-proxy-${proxyHash(node, installation)}`;
}

/** The directory on the node in which the balancer's sockets appear. */
export function socketDirectory(stateDirectory: string, node: Node, installation: string): string {
  const hash = proxyHash(node, installation);
  const preferred = join(stateDirectory, 'proxy', hash);
  return Buffer.byteLength(join(preferred, 'master.sock')) <= longestPath
    ? preferred
    : join(tmpdir(), `muster-${userInfo().uid}-${hash}`);
}

function proxyHash(node: Node, installation: string): string {
  return digestOf(['proxy', installation, node.org, node.name], 8);
}
