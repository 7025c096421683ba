import * as z from 'zod/mini';
import {instanceRange} from '../../core/domain/instance-counts.js';
import * as kinds from '../../core/domain/values/kinds.js';
import {capacitySchema} from '../yaml/capacity-schema.js';
import {describe} from '../yaml/describe-schema.js';
import {valueSchema} from '../yaml/value-schema.js';

const text = () => z.string().check(z.minLength(1, 'must not be empty'));
const labelValue = z.union([valueSchema(kinds.labelValue), z.number(), z.boolean()]);
const configValue = z.union([z.string().check(z.regex(/^[^\0]*$/, 'must be without NUL')), z.number(), z.boolean()]);
const countRange = `must be a whole number from ${instanceRange.least} to ${instanceRange.most}`;
// A number that is too big is told by a rule, with all other violations.
const count = () => z.number().check(z.int(countRange), z.minimum(instanceRange.least, countRange));
// Whether a number is a legal weight, an address legal, a strategy known: rules say so, with all other violations.
const weight = () => z.optional(z.number());
const labels = () => z.optional(z.record(valueSchema(kinds.labelKey), labelValue));
const values = () => z.record(valueSchema(kinds.variable), configValue);
const config = () => z.optional(values());

const image = valueSchema(kinds.repository, "repository that replaces the recipe's, without tag");

export const nodeSchema = z.strictObject({
  connect: valueSchema(kinds.connection),
  address: z.optional(valueSchema(kinds.nodeAddress, 'where the balancer reaches published ports of the node')),
  group: z.optional(text()),
  zone: z.optional(valueSchema(kinds.zone)),
  capacity: z.optional(capacitySchema),
  labels: labels(),
  weight: describe(weight(), '0 to 256'),
  state: describe(z.optional(z.enum(['active', 'cordoned', 'drained'])), 'nothing new is placed on a node that is not active'),
});

const member = z.union([text(), z.strictObject({node: text(), weight: weight()})]);
const entry = z.union([
  text(),
  z.strictObject({
    address: describe(text(), 'host, host:port, or :port for any host'),
    backup: z.optional(z.boolean()),
    app: z.optional(text()),
    path: z.optional(z.string()),
  }),
]);
const service = z.strictObject({
  kind: describe(text(), 'mysql or redis'),
  url: describe(z.optional(text()), 'without password'),
  password: z.optional(z.strictObject({secret: valueSchema(kinds.secret, 'name of the secret')})),
  managed: describe(
    z.optional(z.strictObject({node: text(), image: z.optional(valueSchema(kinds.image))})),
    'Muster runs it on this node',
  ),
});
const app = z.strictObject({
  recipe: describe(text(), 'name of a recipe, or path of a recipe file, relative to this file'),
  image: z.optional(image),
});
const deployedApp = z.strictObject({
  ...app.shape,
  version: describe(z.union([valueSchema(kinds.version), z.number()]), 'tag of the image'),
  slaves: z.optional(count()),
  roles: describe(z.optional(z.record(z.string(), count())), 'instances by role'),
  balance: describe(z.optional(z.string()), 'round-robin, least-connections, weighted or ip-hash'),
  weights: describe(z.optional(z.record(z.string(), z.number())), 'weight by role'),
  config: config(),
  state: describe(z.optional(z.enum(['running', 'stopped'])), 'stopped: nothing of it runs'),
});

export const envSchema = z.strictObject({
  workspace: z.optional(text()),
  labels: labels(),
  nodes: z.optional(z.array(member)),
  entries: z.optional(z.array(entry)),
  services: z.optional(z.record(z.string(), service)),
  config: config(),
  appConfig: describe(z.optional(z.record(z.string(), values())), 'config of apps that are not deployed here, by app'),
  apps: z.optional(z.record(z.string(), deployedApp)),
});

/** A topology file; every part of it but `apiVersion` may be absent. */
export const topologySchema = z.strictObject({
  apiVersion: z.literal('muster/v1', 'must be muster/v1'),
  org: z.optional(text()),
  groups: describe(z.optional(z.array(text())), 'groups of nodes; those that nodes mention need not be here'),
  workspaces: describe(z.optional(z.array(text())), 'workspaces; those that envs mention need not be here'),
  nodes: z.optional(z.record(z.string(), nodeSchema)),
  apps: describe(z.optional(z.record(z.string(), app)), 'apps; those that envs deploy need not be here'),
  envs: z.optional(z.record(z.string(), envSchema)),
});

/** One line of NDJSON. */
export const lineSchemas = {
  org: z.strictObject({kind: z.literal('org'), name: text()}),
  group: z.strictObject({kind: z.literal('group'), name: text()}),
  workspace: z.strictObject({kind: z.literal('workspace'), name: text()}),
  node: z.strictObject({kind: z.literal('node'), name: text(), ...nodeSchema.shape}),
  app: z.strictObject({kind: z.literal('app'), name: text(), ...app.shape}),
  env: z.strictObject({kind: z.literal('env'), name: text(), ...envSchema.shape}),
} as const;

export type TopologyFile = z.infer<typeof topologySchema>;
export type NodeFile = z.infer<typeof nodeSchema>;
export type EnvFile = z.infer<typeof envSchema>;
export type AppFile = z.infer<typeof app>;
export type DeployedAppFile = z.infer<typeof deployedApp>;
export type ServiceFile = z.infer<typeof service>;
