import type {Entry, Instance, Node} from '../../../core/domain/model.js';
import {type AnyMapping, untyped} from '../codec.js';
import {entryRoutes, instancePorts, nodeEndpoints} from '../claim-mappings.js';
import type {EntryRouteRow, InstancePortRow, NodeEndpointRow, Row, Tables} from '../schema.js';

/** A table in which the records of another hold what no other record may hold. */
export interface Claim {
  readonly mapping: AnyMapping;
  /** Table of the records that claim. */
  readonly table: keyof Tables;
  readonly rowsOf: (record: object) => readonly Row[];
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
  {mapping: untyped(nodeEndpoints), table: 'nodes', rowsOf: (record) => asRows([endpointOf(record as Node)])},
  {mapping: untyped(entryRoutes), table: 'entries', rowsOf: (record) => asRows(routesOf(record as Entry))},
  {mapping: untyped(instancePorts), table: 'instances', rowsOf: (record) => asRows(portsOf(record as Instance))},
];

function asRows(rows: readonly object[]): readonly Row[] {
  return rows as readonly Row[];
}
