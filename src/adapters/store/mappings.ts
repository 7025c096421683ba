import type {
  App,
  Balance,
  Collection,
  ConfigValue,
  Deployment,
  Entry,
  Environment,
  Instance,
  ManagedService,
  Membership,
  Node,
  NodeState,
  RunState,
  Service,
} from '../../core/domain/model.js';
import {once} from '../../core/domain/indexes.js';
import {completeRecipe} from '../../core/domain/recipe.js';
import type {SealedSecret} from '../../core/ports/store.js';
import type {
  AppRow,
  ConfigRow,
  DeploymentRow,
  EntryRow,
  EnvRow,
  InstanceRow,
  MembershipRow,
  NodeRow,
  SecretRow,
  ServiceRow,
} from './schema.js';
import {clusters, groups, orgs, workspaces} from './owner-mappings.js';
import {type AnyMapping, fromFlag, fromJson, keyText, type Mapping, toFlag, toJson} from './codec.js';

const nodes: Mapping<Node, NodeRow> = {
  table: 'nodes',
  key: ['org', 'name'],
  columns: ['org', 'name', 'connect_to', 'address', 'node_group', 'zone', 'capacity', 'labels', 'weight', 'node_state'],
  keyOf: (node) => keyText(node.org, node.name),
  toRow: (node) => ({
    org: node.org,
    name: node.name,
    connect_to: node.connect,
    address: node.address,
    node_group: node.group,
    zone: node.zone,
    capacity: toJson(node.capacity),
    labels: toJson(node.labels),
    weight: node.weight,
    node_state: node.state,
  }),
  toRecord: (row) => ({
    org: row.org,
    name: row.name,
    connect: row.connect_to,
    address: row.address,
    group: row.node_group,
    zone: row.zone,
    capacity: fromJson(row.capacity),
    labels: fromJson(row.labels),
    weight: row.weight,
    state: row.node_state as NodeState,
  }),
};

const envs: Mapping<Environment, EnvRow> = {
  table: 'envs',
  env: 'name',
  key: ['org', 'name'],
  columns: ['org', 'name', 'workspace', 'labels'],
  keyOf: (env) => keyText(env.org, env.name),
  toRow: (env) => ({org: env.org, name: env.name, workspace: env.workspace, labels: toJson(env.labels)}),
  toRecord: (row) => ({org: row.org, name: row.name, workspace: row.workspace, labels: fromJson(row.labels)}),
};

const memberships: Mapping<Membership, MembershipRow> = {
  table: 'memberships',
  env: 'env',
  key: ['org', 'env', 'node'],
  columns: ['org', 'env', 'node', 'weight'],
  keyOf: (membership) => keyText(membership.org, membership.env, membership.node),
  toRow: (membership) => membership,
  toRecord: (row) => row,
};

const entries: Mapping<Entry, EntryRow> = {
  table: 'entries',
  env: 'env',
  key: ['org', 'env', 'address', 'url_path'],
  columns: ['org', 'env', 'address', 'is_backup', 'app', 'url_path', 'place'],
  keyOf: (entry) => keyText(entry.org, entry.env, entry.address, entry.path),
  toRow: (entry) => ({
    org: entry.org,
    env: entry.env,
    address: entry.address,
    is_backup: toFlag(entry.backup),
    app: entry.app,
    url_path: entry.path,
    place: entry.position,
  }),
  toRecord: (row) => ({
    org: row.org,
    env: row.env,
    address: row.address,
    backup: fromFlag(row.is_backup),
    app: row.app,
    path: row.url_path,
    position: row.place,
  }),
};

const services: Mapping<Service, ServiceRow> = {
  table: 'services',
  env: 'env',
  key: ['org', 'env', 'name'],
  columns: ['org', 'env', 'name', 'kind', 'url', 'password_secret', 'managed'],
  keyOf: (service) => keyText(service.org, service.env, service.name),
  toRow: (service) => ({
    org: service.org,
    env: service.env,
    name: service.name,
    kind: service.kind,
    url: service.url,
    password_secret: service.passwordSecret,
    managed: service.managed === null ? null : toJson(service.managed),
  }),
  toRecord: (row) => ({
    org: row.org,
    env: row.env,
    name: row.name,
    kind: row.kind,
    url: row.url,
    passwordSecret: row.password_secret,
    managed: row.managed === null ? null : fromJson<ManagedService>(row.managed),
  }),
};

const apps: Mapping<App, AppRow> = {
  table: 'apps',
  key: ['org', 'name'],
  columns: ['org', 'name', 'recipe', 'image'],
  keyOf: (app) => keyText(app.org, app.name),
  toRow: (app) => ({org: app.org, name: app.name, recipe: toJson(app.recipe), image: app.image}),
  toRecord: (row) => ({org: row.org, name: row.name, recipe: completeRecipe(fromJson(row.recipe)), image: row.image}),
};

/** Roles, weights and ports of many records are one value. */
const numbersText = once((numbers: Readonly<Record<string, number>>) => toJson(numbers));

const deployments: Mapping<Deployment, DeploymentRow> = {
  table: 'deployments',
  env: 'env',
  key: ['org', 'env', 'app'],
  columns: ['org', 'env', 'app', 'version', 'image_id', 'roles', 'balance', 'weights', 'run_state', 'generation'],
  keyOf: (deployment) => keyText(deployment.org, deployment.env, deployment.app),
  toRow: (deployment) => ({
    org: deployment.org,
    env: deployment.env,
    app: deployment.app,
    version: deployment.version,
    image_id: deployment.imageId,
    roles: numbersText(deployment.roles),
    balance: deployment.balance,
    weights: numbersText(deployment.weights),
    run_state: deployment.state,
    generation: deployment.generation,
  }),
  toRecord: (row) => ({
    org: row.org,
    env: row.env,
    app: row.app,
    version: row.version,
    imageId: row.image_id,
    roles: fromJson(row.roles),
    balance: row.balance as Balance,
    weights: fromJson(row.weights),
    state: row.run_state as RunState,
    generation: row.generation,
  }),
};

const instances: Mapping<Instance, InstanceRow> = {
  table: 'instances',
  env: 'env',
  key: ['org', 'env', 'app', 'role', 'ordinal'],
  columns: ['org', 'env', 'app', 'role', 'ordinal', 'node', 'ports'],
  keyOf: (instance) => keyText(instance.org, instance.env, instance.app, instance.role, instance.ordinal),
  toRow: (instance) => ({
    org: instance.org,
    env: instance.env,
    app: instance.app,
    role: instance.role,
    ordinal: instance.ordinal,
    node: instance.node,
    ports: numbersText(instance.ports),
  }),
  toRecord: (row) => ({
    org: row.org,
    env: row.env,
    app: row.app,
    role: row.role,
    ordinal: row.ordinal,
    node: row.node,
    ports: fromJson(row.ports),
  }),
};

const configs: Mapping<ConfigValue, ConfigRow> = {
  table: 'configs',
  env: 'env',
  key: ['org', 'env', 'app', 'config_key'],
  columns: ['org', 'env', 'app', 'config_key', 'config_value'],
  keyOf: (config) => keyText(config.org, config.env, config.app, config.key),
  toRow: (config) => ({
    org: config.org,
    env: config.env,
    app: config.app ?? '',
    config_key: config.key,
    config_value: config.value,
  }),
  toRecord: (row) => ({org: row.org, env: row.env, app: row.app || null, key: row.config_key, value: row.config_value}),
};

const secrets: Mapping<SealedSecret, SecretRow> = {
  table: 'secrets',
  env: 'env',
  key: ['org', 'env', 'app', 'name', 'version'],
  columns: ['org', 'env', 'app', 'name', 'version', 'key_id', 'ciphertext', 'created_at'],
  keyOf: (secret) => keyText(secret.org, secret.env, secret.app, secret.name, secret.version),
  toRow: (secret) => ({
    org: secret.org,
    env: secret.env,
    app: secret.app ?? '',
    name: secret.name,
    version: secret.version,
    key_id: secret.keyId,
    ciphertext: secret.ciphertext,
    created_at: secret.createdAt,
  }),
  toRecord: (row) => ({
    org: row.org,
    env: row.env,
    app: row.app || null,
    name: row.name,
    version: row.version,
    keyId: row.key_id,
    ciphertext: row.ciphertext,
    createdAt: row.created_at,
  }),
};

/** What the store holds of a topology: secrets as they are sealed, the rest as it is. Parents stand before children. */
export const mappings = {
  clusters,
  orgs,
  groups,
  workspaces,
  nodes,
  envs,
  memberships,
  apps,
  entries,
  services,
  deployments,
  instances,
  configs,
  secrets,
} as const satisfies Record<Collection, unknown>;

/** Records of any kind, where only the mapping knows which. */
export function mappingOf(collection: Collection): AnyMapping {
  return mappings[collection] as unknown as AnyMapping;
}
