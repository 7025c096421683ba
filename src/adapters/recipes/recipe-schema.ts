import * as z from 'zod/mini';
import {describe} from '../yaml/describe-schema.js';
import {capacitySchema} from '../yaml/capacity-schema.js';
import * as kinds from '../../core/domain/values/kinds.js';
import {valueSchema} from '../yaml/value-schema.js';
import {parseDuration} from './durations.js';

const count = z.number().check(z.int(), z.minimum(0));
const weight = z
  .number()
  .check(
    z.int('must be a whole number from 0 to 256'),
    z.minimum(0, 'must be from 0 to 256'),
    z.maximum(256, 'must be from 0 to 256'),
  );
const port = z.number().check(z.int(), z.minimum(1), z.maximum(65_535));
const duration = () => valueSchema(kinds.duration);
/** Neither Docker nor the balancer takes none for an interval or a limit. */
const positiveDuration = () => duration().check(z.refine((text) => parseDuration(text) > 0, 'must be longer than 0'));
const atLeastOnce = z.number().check(z.int(), z.minimum(1, 'must be at least 1'));
const codes = z.union([
  z.number().check(z.int(), z.minimum(100, 'must be from 100 to 599'), z.maximum(599, 'must be from 100 to 599')),
  z.string().check(z.refine(isStatus, 'must be codes and ranges of them, such as 200-299 or 200,401')),
]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const path = z.string().check(z.regex(/^\//, 'must start with /'));
const name = z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be 1 to 63 of a-z, 0-9 and -'));
const variable = valueSchema(kinds.variable);
const repository = valueSchema(kinds.repository);

const value = z.union([
  scalar,
  z.strictObject({
    service: z.string(),
    format: z.enum(['go-dsn', 'url', 'jdbc-url', 'host', 'port', 'user', 'password', 'database']),
  }),
  z.strictObject({secret: z.string()}),
  z.strictObject({instance: z.enum(['name', 'role', 'ordinal', 'node'])}),
]);
const environment = z.record(variable, value);

const role = z.strictObject({
  count: describe(z.optional(z.nullable(z.literal(1))), '1 is exactly one; absent is any number, given at deployment'),
  weight: z.optional(weight),
  env: z.optional(environment),
});
const secret = z.strictObject({
  generate: describe(z.optional(count), 'bytes of randomness when Muster makes it; absent: the operator sets it'),
  refuse: describe(z.optional(z.array(z.string())), 'values that the app itself refuses'),
  publicDefaults: describe(z.optional(z.array(z.string())), 'values everybody knows: refused in production'),
});
const configRule = z.strictObject({
  matches: describe(
    z.optional(z.string().check(z.refine(isPattern, 'must be a regular expression'))),
    'regular expression of the values that the app understands',
  ),
  notEntryOn: describe(z.optional(z.string()), 'role whose instances must not have an entry of their env as the value'),
  ignored: describe(z.optional(z.boolean()), 'the app does not read it'),
  because: describe(z.string(), 'end of a sentence: what happens otherwise'),
});
const health = z.strictObject({
  port: describe(z.string(), 'name of the port that is asked'),
  path: describe(
    z.string().check(z.regex(/^\/[!-~]*$/, 'must start with / and hold neither spaces nor anything that a URL must encode')),
    'path with its query',
  ),
  scheme: describe(z.optional(z.enum(['http', 'https'])), 'https: no certificate is verified; http when absent'),
  host: describe(
    z.optional(z.string().check(z.regex(/^[A-Za-z0-9._:[\]-]+$/, 'must be a host name or address, with a port or without'))),
    'value of the Host header; localhost when absent',
  ),
  status: describe(z.optional(codes), 'codes and ranges that are healthy; 200-299 when absent. No redirect is followed'),
  contains: describe(
    z.optional(
      z
        .string()
        .check(z.refine(isPattern, 'must be a regular expression'), z.regex(/^[^\x00-\x1f\x7f]+$/, 'must be one line of text')),
    ),
    'extended regular expression that the body must match',
  ),
  interval: z.optional(positiveDuration()),
  timeout: z.optional(positiveDuration()),
  retries: describe(z.optional(atLeastOnce), 'failures in a row after which an instance is out; 3 when absent'),
  successes: describe(z.optional(atLeastOnce), 'successes in a row after which it is back; 2 when absent'),
  startPeriod: z.optional(duration()),
  minHealthy: describe(z.optional(duration()), 'time an instance must stay up before it counts as healthy'),
});

/** A recipe as people write it; `toRecipe` fills in what is absent. */
export const recipeSchema = z.strictObject({
  name,
  description: z.string(),
  image: repository,
  ports: z.record(name, port),
  routes: z.optional(z.array(z.strictObject({path, port: z.string(), websocket: z.optional(z.boolean())}))),
  roles: z.record(name, role),
  env: z.optional(environment),
  services: z.optional(z.record(name, z.strictObject({kind: z.string(), required: z.optional(z.boolean())}))),
  secrets: z.optional(z.record(variable, secret)),
  knownConfig: describe(z.optional(z.array(z.string())), 'config keys known to the app, for the spelling check'),
  configRules: describe(z.optional(z.record(variable, configRule)), 'mistakes that are known with config keys'),
  health,
  volumes: describe(z.optional(z.record(name, path)), 'container path by volume name; one volume an instance'),
  command: z.optional(z.array(z.string())),
  reserve: describe(z.optional(capacitySchema), "what each instance reserves of its node's capacity"),
  balance: z.optional(z.enum(['round-robin', 'least-connections', 'weighted', 'ip-hash'])),
  updateOrder: z.optional(z.enum(['slaves-first', 'master-first'])),
  settle: describe(z.optional(duration()), 'wait between taking an instance out of rotation and stopping it'),
  stopGrace: z.optional(duration()),
  recoveryTarget: describe(z.optional(duration()), 'time within which a dead instance must be noticed; 30s when absent'),
  timeouts: z.optional(
    z.strictObject({read: z.optional(duration()), websocket: z.optional(duration()), drain: z.optional(duration())}),
  ),
  retryReads: describe(z.optional(z.boolean()), 'repeat a GET, HEAD or OPTIONS once when an instance dies while answering it'),
});

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function isStatus(text: string): boolean {
  const parts = text.split(',').map((part) => /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(part.trim()));
  return parts.every((part) => part !== null && Number(part[1]) <= Number(part[2] ?? part[1]));
}

export type RecipeFile = z.infer<typeof recipeSchema>;
