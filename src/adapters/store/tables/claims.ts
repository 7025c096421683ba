import type {Entry, Instance, Node} from '../../../core/domain/model.js';
import {type AnyMapping, untyped} from '../codec.js';
import {entryRoutes, instancePorts, nodeEndpoints} from '../mappings.js';
import type {EntryRouteRow, InstancePortRow, NodeEndpointRow, Row} from '../schema.js';

/** A table in which a record holds what no other record may hold. */
export interface Claim {
  readonly mapping: AnyMapping;
  readonly rowsOf: (table: string, record: object) => readonly Row[];
}

export function endpointOf(node: Node): NodeEndpointRow {
  return {endpoint: node.connect, org: node.org, node: node.name};
}

export function portsOf(instance: Instance): readonly InstancePortRow[] {
  const {org, env, app, role, ordinal, node} = instance;
  return Object.entries(instance.ports).map(([name, port]) => ({org, node, port, env, app, role, ordinal, port_name: name}));
}

/** An address of any host may serve several environments, on nodes that they do not share. */
export function routesOf({org, env, address, path}: Entry): readonly EntryRouteRow[] {
  return address.startsWith(':') ? [] : [{address, url_path: path, org, env}];
}

export const claims: readonly Claim[] = [
  {mapping: untyped(nodeEndpoints), rowsOf: (table, record) => (table === 'nodes' ? [{...endpointOf(record as Node)}] : [])},
  {
    mapping: untyped(entryRoutes),
    rowsOf: (table, record) => (table === 'entries' ? routesOf(record as Entry).map((row) => ({...row})) : []),
  },
  {
    mapping: untyped(instancePorts),
    rowsOf: (table, record) => (table === 'instances' ? portsOf(record as Instance).map((row) => ({...row})) : []),
  },
];
