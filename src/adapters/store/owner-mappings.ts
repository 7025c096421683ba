import type {Cluster, Group, Org, Workspace} from '../../core/domain/model.js';
import {keyText, type Mapping} from './codec.js';
import type {ClusterRow, GroupRow, OrgRow, WorkspaceRow} from './schema.js';

/** What owns nodes and environments, or looks after them. */

export const orgs: Mapping<Org, OrgRow> = {
  table: 'orgs',
  key: ['name'],
  columns: ['name'],
  keyOf: (org) => org.name,
  toRow: (org) => ({name: org.name}),
  toRecord: (row) => ({name: row.name}),
};

export const clusters: Mapping<Cluster, ClusterRow> = {
  table: 'clusters',
  key: ['id'],
  columns: ['id', 'name', 'installation', 'address', 'heartbeat_seconds'],
  keyOf: (cluster) => cluster.id,
  toRow: ({heartbeatSeconds, id, name, installation, address}) => ({
    id,
    name,
    installation,
    address,
    heartbeat_seconds: heartbeatSeconds,
  }),
  toRecord: ({heartbeat_seconds, id, name, installation, address}) => ({
    id,
    name,
    installation,
    address,
    heartbeatSeconds: heartbeat_seconds,
  }),
};

export const groups: Mapping<Group, GroupRow> = {
  table: 'node_groups',
  key: ['org', 'name'],
  columns: ['org', 'name', 'cluster'],
  keyOf: (group) => keyText(group.org, group.name),
  toRow: ({org, name, cluster}) => ({org, name, cluster}),
  toRecord: ({org, name, cluster}) => ({org, name, cluster}),
};

export const workspaces: Mapping<Workspace, WorkspaceRow> = {
  table: 'workspaces',
  key: ['org', 'name'],
  columns: ['org', 'name', 'cluster'],
  keyOf: (workspace) => keyText(workspace.org, workspace.name),
  toRow: ({org, name, cluster}) => ({org, name, cluster}),
  toRecord: ({org, name, cluster}) => ({org, name, cluster}),
};
