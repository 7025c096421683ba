import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {Node} from '../../../core/domain/model.js';

/** Where the engine of a node listens. */
export interface Endpoint {
  readonly socketPath: string;
  /** The same place as Docker's own command line wants to be told. */
  readonly dockerHost: string;
}

const defaultHost = 'unix:///var/run/docker.sock';

/** `dockerHost` is the operator's DOCKER_HOST; it only speaks for nodes that are local. */
export function endpointFor(node: Pick<Node, 'name' | 'connect'>, dockerHost: string | undefined): Endpoint {
  const host = node.connect === 'local' ? dockerHost || defaultHost : node.connect;
  if (!host.startsWith('unix://')) {
    throw new Failure({
      code: 'CONNECT_UNSUPPORTED',
      exit: exitCodes.outside,
      subject: `node ${node.name}`,
      message: `Node ${node.name} is reached by ${host}, and running containers over ssh or tcp is not supported yet.`,
      hint: 'Unset DOCKER_HOST, or give the node the connection "local".',
      details: {node: node.name, connect: node.connect, host},
    });
  }
  return {socketPath: host.slice('unix://'.length), dockerHost: host};
}
