import fc from 'fast-check';
import type {
  App,
  ConfigValue,
  Deployment,
  Entry,
  Environment,
  Instance,
  Labels,
  Membership,
  Node,
  Org,
  Recipe,
  SecretVersion,
  Service,
  Topology,
} from '../../../src/core/domain/model.js';
import {withOrg} from '../../../src/core/domain/changes/with-org.js';
import {emptyTopology} from '../../../src/core/domain/model.js';
import type {SealedSecret} from '../../../src/core/ports/store.js';

export const recipe: Recipe = {
  name: 'blog',
  source: 'web',
  description: 'A blog',
  image: 'ghcr.io/acme/blog',
  ports: {http: 3000},
  routes: [{path: '/', port: 'http', websocket: false}],
  roles: {master: {count: 1, weight: 1, env: {}}, slave: {count: null, weight: 1, env: {ROLE: {instance: 'role'}}}},
  env: {},
  services: {},
  secrets: {},
  knownConfig: ['TZ'],
  configRules: {},
  health: {
    port: 'http',
    scheme: 'http',
    host: 'localhost',
    path: '/health',
    status: '200-299',
    contains: null,
    intervalMs: 1000,
    timeoutMs: 500,
    retries: 3,
    successes: 2,
    startPeriodMs: 0,
    minHealthyMs: 0,
  },
  volumes: {},
  command: null,
  reserve: {},
  balance: 'round-robin',
  updateOrder: 'slaves-first',
  settleMs: 0,
  stopGraceMs: 1000,
  recoveryTargetMs: 30_000,
  timeouts: {readMs: 1000, websocketMs: 1000, drainMs: 1000},
  retryReads: true,
};

export function node(org: string, name: string, connect = `ssh://${org}-${name}`): Node {
  return {
    org,
    name,
    connect,
    address: '10.0.0.1',
    group: 'default',
    zone: null,
    capacity: {cpu: 2},
    labels: {},
    weight: null,
    state: 'active',
  };
}

export function entry(env: string, address: string): Entry {
  return {org: 'acme', env, address, backup: false, app: null, path: '/', position: 0};
}

export function deployment(app: string, version: string): Deployment {
  return {
    org: 'acme',
    env: 'prod',
    app,
    version,
    imageId: null,
    roles: {master: 1, slave: 1},
    balance: 'round-robin',
    weights: {},
    state: 'running',
    generation: 1,
  };
}

export function instance(role: string, port: number, ordinal = 1): Instance {
  return {org: 'acme', env: 'prod', app: 'blog', role, ordinal, node: 'web-1', ports: {http: port}};
}

/** An org with what each has. */
export const acme: Topology = withOrg(emptyTopology, 'acme');

/** One org with two nodes and two envs, one app running on the first node. */
export const small: Topology = {
  ...acme,
  nodes: [node('acme', 'web-1'), node('acme', 'web-2')],
  envs: ['prod', 'test'].map((name) => ({org: 'acme', name, workspace: 'default', labels: {tier: name}})),
  memberships: [{org: 'acme', env: 'prod', node: 'web-1', weight: null}],
  entries: [entry('prod', ':80'), entry('test', 'test.example:80')],
  apps: [{org: 'acme', name: 'blog', recipe, image: null}],
  services: [
    {org: 'acme', env: 'prod', name: 'db', kind: 'mysql', url: 'mysql://db/blog', passwordSecret: 'db-password', managed: null},
  ],
  deployments: [deployment('blog', '1.0.0')],
  instances: [instance('master', 8001), instance('slave', 8002)],
  configs: [
    {org: 'acme', env: 'prod', app: null, key: 'TZ', value: 'UTC'},
    {org: 'acme', env: 'prod', app: 'blog', key: 'TZ', value: '"\u0000\u{1f600}'},
  ],
};

export function sealed(name: string, version: number, app: string | null = null): SealedSecret {
  return {
    org: 'acme',
    env: 'prod',
    app,
    name,
    version,
    keyId: '01234567',
    ciphertext: `c${version}`,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

export function versionOf({org, env, app, name, version}: SealedSecret): SecretVersion {
  return {org, env, app, name, version};
}

const names = ['a', 'b', 'c', 'd'];
const text = fc.string({unit: 'grapheme', maxLength: 8});
const labels: fc.Arbitrary<Labels> = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), text, {maxKeys: 3});
const weight = fc.option(fc.nat(256));
const someNames = fc.subarray(names);
const pairs = fc.subarray(names.flatMap((left) => names.map((right) => [left, right] as const)));

function pick<T>(values: readonly T[]): fc.Arbitrary<T[]> {
  return fc.subarray([...values]);
}

/** Sends each of `keys` to a record with those fields and random others. */
function each<K extends object, R>(keys: readonly K[], rest: fc.Arbitrary<Omit<R, keyof K>>): fc.Arbitrary<R[]> {
  return fc.tuple(...keys.map((key) => rest.map((fields) => ({...key, ...fields}) as R)));
}

/** A random topology that no constraint refuses, sorted by key. */
export const topologies: fc.Arbitrary<Topology> = fc
  .record({orgs: someNames, nodes: pairs, envs: pairs})
  .chain((shape) => {
    const orgs: Org[] = shape.orgs.map((name) => ({name}));
    const inOrgs = (pair: readonly [string, string]) => shape.orgs.includes(pair[0]);
    const envKeys = shape.envs.filter(inOrgs).map(([org, name]) => ({org, name}));
    const nodeKeys = shape.nodes.filter(inOrgs).map(([org, name]) => ({org, name}));
    const nodes = each<(typeof nodeKeys)[number], Node>(
      nodeKeys,
      fc.record({
        connect: fc.constant(''),
        address: text,
        group: fc.constant('default'),
        zone: fc.option(text),
        capacity: fc.record({cpu: fc.nat(64), memoryMib: fc.nat()}, {requiredKeys: []}),
        labels,
        weight,
        state: fc.constantFrom('active', 'cordoned', 'drained'),
      }),
    ).chain((found) =>
      fc
        .shuffledSubarray(
          found.map((_, index) => `tcp://h${index}`),
          {minLength: found.length},
        )
        .map((endpoints) => found.map((each, index) => ({...each, connect: endpoints[index] as string}))),
    );
    const envs = each<(typeof envKeys)[number], Environment>(envKeys, fc.record({workspace: fc.constant('default'), labels}));
    const members = envKeys.flatMap((env) =>
      nodeKeys.filter((each) => each.org === env.org).map((each) => ({org: env.org, env: env.name, node: each.name})),
    );
    const inEnvs = envKeys.map(({org, name}) => ({org, env: name}));
    return fc.record({
      orgs: fc.constant(orgs),
      groups: fc.constant(orgs.map(({name}) => ({org: name, name: 'default', cluster: null}))),
      workspaces: fc.constant(orgs.map(({name}) => ({org: name, name: 'default', cluster: 'DEFAULT'}))),
      nodes,
      envs,
      memberships: pick(members).chain((keys) => each<(typeof keys)[number], Membership>(keys, fc.record({weight}))),
      entries: entriesOf(inEnvs),
      services: servicesOf(inEnvs),
      configs: configsOf(inEnvs),
      apps: each<{org: string; name: string}, App>(
        shape.orgs.flatMap((org) => ['x', 'y'].map((name) => ({org, name}))),
        fc.record({
          recipe: fc.record({description: text, knownConfig: fc.array(text)}).map((fields) => ({...recipe, ...fields})),
          image: fc.option(text),
        }),
      ),
    });
  })
  .chain((base) => deployed({...emptyTopology, ...base}));

/** As the store reads them: by environment, then by address. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  const key = (entry: Entry) => [entry.org, entry.env, entry.address, entry.path].join('\u0000');
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function entriesOf(envs: readonly {org: string; env: string}[]): fc.Arbitrary<Entry[]> {
  if (envs.length === 0) return fc.constant([]);
  return pick([':80', ':8080', 'a:80', 'b:443'])
    .chain((addresses) =>
      fc.tuple(
        ...addresses.map((address) =>
          fc
            .record({owner: fc.constantFrom(...envs), backup: fc.boolean(), app: fc.option(text), path: text, position: fc.nat()})
            .map(({owner, ...fields}): Entry => ({...owner, address, ...fields})),
        ),
      ),
    )
    .map(inOrder);
}

function servicesOf(envs: readonly {org: string; env: string}[]): fc.Arbitrary<Service[]> {
  const keys = envs.flatMap((env) => ['cache', 'db'].map((name) => ({...env, name})));
  return pick(keys).chain((picked) =>
    each<(typeof keys)[number], Service>(
      picked,
      fc.record({
        kind: fc.constantFrom('mysql', 'redis'),
        url: fc.option(text),
        passwordSecret: fc.option(text),
        managed: fc.option(fc.record({node: text, image: fc.option(text)})),
      }),
    ),
  );
}

function configsOf(envs: readonly {org: string; env: string}[]): fc.Arbitrary<ConfigValue[]> {
  const keys = envs.flatMap((env) => [null, 'x'].flatMap((app) => ['A', 'B'].map((key) => ({...env, app, key}))));
  return pick(keys).chain((picked) => each<(typeof keys)[number], ConfigValue>(picked, fc.record({value: text})));
}

function deployed(base: Topology): fc.Arbitrary<Topology> {
  const keys = base.envs.flatMap(({org, name}) =>
    base.apps.filter((app) => app.org === org).map((app) => ({org, env: name, app: app.name})),
  );
  const counts = fc.dictionary(fc.constantFrom('master', 'slave'), fc.nat(4));
  const deployments = pick(keys).chain((picked) =>
    each<(typeof keys)[number], Deployment>(
      picked,
      fc.record({
        version: text,
        imageId: fc.option(text),
        roles: counts,
        balance: fc.constantFrom('round-robin', 'ip-hash'),
        weights: counts,
        state: fc.constantFrom('running', 'stopped'),
        generation: fc.nat(),
      }),
    ),
  );
  return deployments.chain((found) => {
    const places = found.flatMap(({org, env, app}) =>
      base.memberships
        .filter((member) => member.org === org && member.env === env)
        .slice(0, 1)
        .flatMap((member) =>
          ['master', 'slave'].flatMap((role) => [1, 2].map((ordinal) => ({org, env, app, role, ordinal, node: member.node}))),
        ),
    );
    return fc
      .tuple(
        pick(places),
        fc.shuffledSubarray(
          places.map((_, index) => 8000 + index),
          {minLength: places.length},
        ),
      )
      .map(([picked, ports]) => ({
        ...base,
        deployments: found,
        instances: picked.map((place, index): Instance => ({...place, ports: {http: ports[index] as number}})),
      }));
  });
}
