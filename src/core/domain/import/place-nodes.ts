import type {DeclaredNode} from '../declaration.js';
import {isLoopbackHost} from '../service-url.js';
import {namesOf, type ImportedService} from './compose/service.js';
import {remark, type Remark} from './findings.js';
import type {Lead} from './leads.js';
import {freeName, legalName} from './names.js';
import type {UpstreamServer} from './nginx/balancer.js';

export interface PlacedNodes {
  readonly nodes: readonly DeclaredNode[];
  /** Name of the node that a server of an upstream stands on. */
  readonly nodeOf: (server: UpstreamServer) => string;
  readonly assumed: readonly Remark[];
}

const localName = 'local';

/** A node for each machine that an upstream names; without any, this machine. */
export function placeNodes(leads: readonly Lead[], services: readonly ImportedService[]): PlacedNodes {
  const names = new Set(services.flatMap(namesOf));
  const isLocal = ({host}: UpstreamServer) => isLoopbackHost(host) || host === 'host.docker.internal' || names.has(host);
  const servers = leads.flatMap(({upstream}) => upstream.servers);
  const remote = [...new Map(servers.filter((it) => !isLocal(it)).map((it) => [it.host, it])).values()];
  const byHost = new Map<string, string>();
  const taken = new Set([localName]);
  for (const {host} of remote) {
    const name = freeName(nodeName(host), taken);
    taken.add(name);
    byHost.set(host, name);
  }
  const local: DeclaredNode[] = servers.some(isLocal) || remote.length === 0 ? [{name: localName, connect: 'local'}] : [];
  return {
    nodes: [...local, ...remote.map(({host}) => ({name: byHost.get(host)!, connect: `ssh://${host}`}))],
    nodeOf: (server) => byHost.get(server.host) ?? localName,
    assumed: remote.map(({host, place}) =>
      remark(
        place,
        `nothing says by which user ${host} is reached: node ${byHost.get(host)} has ssh://${host}, the user of your own SSH configuration`,
      ),
    ),
  };
}

/** Addresses become `node-10-0-0-7`: a name does not look like one. */
function nodeName(host: string): string {
  const name = legalName(host, 'node');
  return /^[\d[]/.test(host) ? `node-${name}` : name;
}
