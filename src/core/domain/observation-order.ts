import type {Observation} from './container.js';
import {compareText} from './names.js';

/**
 * The same observation in an order of its own. Engines and balancers list what they have in whatever order, so nothing that is
 * made of an observation may depend on theirs.
 */
export function inOrder({containers, proxies, networks, unreachable}: Observation): Observation {
  return {
    containers: containers
      .map((it) => ({...it, hostPorts: [...it.hostPorts].sort((a, b) => a - b)}))
      .sort(by(({node, project, name, id}) => [node, project, name, id])),
    proxies: proxies
      .map((it) => ({...it, servers: [...it.servers].sort(by(({backend, server}) => [backend, server]))}))
      .sort(by(({node}) => [node])),
    networks: [...networks].sort(by(({node, name, id}) => [node, name, id])),
    unreachable: [...unreachable].sort(by(({node}) => [node])),
  };
}

function by<T>(keys: (it: T) => readonly string[]): (a: T, b: T) => number {
  return (a, b) => {
    const others = keys(b);
    for (const [index, key] of keys(a).entries()) {
      const order = compareText(key, others[index] as string);
      if (order !== 0) return order;
    }
    return 0;
  };
}
