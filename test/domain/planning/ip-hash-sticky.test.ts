import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {renderConfiguration} from '../../../src/adapters/proxy/haproxy/render.js';
import {deploymentName} from '../../../src/core/domain/names.js';
import {planProxy} from '../../../src/core/domain/planning/plan-proxies.js';
import type {ProxyServer} from '../../../src/core/domain/proxy.js';
import {withRecord} from '../../../src/core/domain/collections.js';
import {arbitraryDesired, topologyOf} from '../../support/planning-world.js';

/** Servers without their ports, which differ by route. */
function listed(servers: readonly ProxyServer[]): string[] {
  return servers.map(({name, address, weight}) => `${name} ${address} ${weight}`);
}

/** Names of the servers of each backend of a rendered configuration. */
function renderedServers(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split('\n')) {
    const backend = /^backend (\S+)/.exec(line)?.[1];
    if (backend !== undefined) found.set(backend, (current = []));
    const server = /^\s+server (\S+)/.exec(line)?.[1];
    if (server !== undefined) current.push(server);
  }
  return found;
}

/** The routes of each app lead to two ports: `/` to http and `/ws`, a WebSocket, to another. */
const weights = fc.dictionary(fc.constantFrom('master', 'slave'), fc.nat(256));

describe('IP_HASH_STICKY', () => {
  it('holds: every backend of an app, on every node, has the same servers in the same order', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryDesired, weights, (desired, roleWeights) => {
        const placed = topologyOf(desired);
        const topology = placed.deployments.reduce(
          (edited, it) => withRecord(edited, 'deployments', {...it, balance: 'ip-hash', weights: roleWeights}),
          placed,
        );
        const models = topology.nodes.flatMap((node) => planProxy(topology, node) ?? []);
        for (const deployment of topology.deployments) {
          const own = models.flatMap(({backends}) =>
            backends.filter(({name}) => name.startsWith(`${deploymentName(deployment).replaceAll('/', '.')}.`)),
          );
          const [first, ...others] = own.map(({servers}) => listed(servers));
          for (const other of others) expect(other).toEqual(first);
          compared += others.length;
        }
        for (const model of models) {
          const rendered = renderedServers(renderConfiguration(model));
          for (const {name, servers} of model.backends) expect(rendered.get(name)).toEqual(servers.map((server) => server.name));
        }
      }),
    );
    expect(compared).toBeGreaterThan(0);
  });
});
