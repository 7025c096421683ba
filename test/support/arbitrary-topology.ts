import fc from 'fast-check';
import type {Topology} from '../../src/core/domain/model.js';
import {aClusteredRecipe, aRecipe} from './topology.js';

/** Few names, so that records often meet; some values are such as no rule allows. */
const org = fc.constantFrom('default', 'acme');
const name = fc.constantFrom('a', 'b', 'c', 'web-1');
const odd = (good: fc.Arbitrary<string>) => fc.oneof({weight: 4, arbitrary: good}, fc.string());
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, {nil: null});
const weight = nullable(fc.oneof(fc.integer({min: -1, max: 300}), fc.constantFrom(0.5, 1e21)));
const labels = fc.dictionary(fc.constantFrom('stage', 'zone'), fc.constantFrom('production', 'test'));
const roles = fc.dictionary(fc.constantFrom('master', 'slave', 'odd'), fc.integer({min: 0, max: 3}));
const port = fc.constantFrom(80, 8080, 20_000);
const managed = fc.record({node: name, image: nullable(fc.constant('mysql:8'))});
const list = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, {maxLength: 4});

/** Any value of the type, legal or not. */
export const arbitraryTopology: fc.Arbitrary<Topology> = fc.record({
  clusters: list(
    fc.record({
      id: fc.constantFrom('DEFAULT', 'EAST'),
      name,
      installation: name,
      address: nullable(fc.webUrl()),
      heartbeatSeconds: fc.integer({min: 0, max: 60}),
    }),
  ),
  orgs: list(fc.record({name: odd(org)})),
  groups: list(fc.record({org, name: odd(name), cluster: nullable(fc.constant('DEFAULT'))})),
  workspaces: list(fc.record({org, name: odd(name), cluster: fc.constant('DEFAULT')})),
  nodes: list(
    fc.record({
      org,
      name: odd(name),
      connect: odd(fc.constantFrom('local', 'ssh://ops@a', 'tcp://b:2376')),
      address: name,
      group: name,
      state: fc.constantFrom('active', 'cordoned', 'drained'),
      zone: nullable(name),
      capacity: fc.constant({}),
      labels,
      weight,
    }),
  ),
  envs: list(fc.record({org, name: odd(name), workspace: name, labels})),
  memberships: list(fc.record({org, env: name, node: name, weight})),
  entries: list(
    fc.record({
      org,
      env: name,
      address: odd(fc.constantFrom(':80', ':8080', 'a.com:80', 'A.com', 'b.com:8080')),
      backup: fc.boolean(),
      app: nullable(name),
      path: odd(fc.constantFrom('/', '/shop')),
      position: fc.nat(3),
    }),
  ),
  services: list(
    fc.record({
      org,
      env: name,
      name: odd(name),
      kind: odd(fc.constantFrom('mysql', 'redis')),
      url: nullable(odd(fc.constantFrom('mysql://localhost/x', 'redis://cache'))),
      passwordSecret: nullable(name),
      managed: nullable(managed),
    }),
  ),
  apps: list(fc.record({org, name: odd(name), recipe: fc.constantFrom(aRecipe(), aClusteredRecipe()), image: nullable(name)})),
  deployments: list(
    fc.record({
      org,
      env: name,
      app: name,
      version: fc.constantFrom('1', '2'),
      imageId: fc.constant(null),
      roles,
      balance: fc.constantFrom('round-robin', 'ip-hash', 'weighted', 'least-connections'),
      weights: fc.dictionary(fc.constantFrom('master', 'slave'), fc.integer({min: -1, max: 300})),
      state: fc.constantFrom('running', 'stopped'),
      generation: fc.nat(2),
    }),
  ),
  instances: list(
    fc.record({
      org,
      env: name,
      app: name,
      role: fc.constantFrom('master', 'slave'),
      ordinal: fc.integer({min: 1, max: 3}),
      node: name,
      ports: fc.dictionary(fc.constant('http'), port),
    }),
  ),
  configs: list(
    fc.record({
      org,
      env: name,
      app: nullable(name),
      key: odd(fc.constantFrom('SQL_DSN', 'NODE_TYPE', 'session_secret', '__proto__')),
      value: odd(fc.constantFrom('', 'localhost')),
    }),
  ),
  secrets: list(
    fc.record({org, env: name, app: nullable(name), name: fc.constantFrom('sql-dsn', 'session-secret'), version: fc.nat(3)}),
  ),
});

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
