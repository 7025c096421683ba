import type {EntryRouteRow, InstancePortRow, NodeEndpointRow} from './schema.js';
import {keyText, type Mapping} from './codec.js';

export const nodeEndpoints: Mapping<NodeEndpointRow, NodeEndpointRow> = {
  table: 'node_endpoints',
  key: ['endpoint'],
  columns: ['endpoint', 'org', 'node'],
  keyOf: (row) => row.endpoint,
  toRow: (row) => row,
  toRecord: (row) => row,
};

export const entryRoutes: Mapping<EntryRouteRow, EntryRouteRow> = {
  table: 'entry_routes',
  key: ['address', 'url_path'],
  columns: ['address', 'url_path', 'org', 'env'],
  keyOf: (row) => keyText(row.address, row.url_path),
  toRow: (row) => row,
  toRecord: (row) => row,
};

export const instancePorts: Mapping<InstancePortRow, InstancePortRow> = {
  table: 'instance_ports',
  key: ['org', 'node', 'port'],
  columns: ['org', 'node', 'port', 'env', 'app', 'role', 'ordinal', 'port_name'],
  keyOf: (row) => keyText(row.org, row.node, row.port),
  toRow: (row) => row,
  toRecord: (row) => row,
};
