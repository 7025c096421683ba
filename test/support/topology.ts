import {firstTopology, withGroup, withOrg, withWorkspace} from '../../src/core/domain/changes/with-org.js';
import type {
  App,
  Cluster,
  Collection,
  ConfigValue,
  Deployment,
  Entry,
  Environment,
  Instance,
  Membership,
  Node,
  Recipe,
  SecretVersion,
  Service,
  Topology,
} from '../../src/core/domain/model.js';

const org = 'default';
const env = 'prod';

/** A small app: one master, any number of slaves, nothing shared. */
export function aRecipe(overrides: Partial<Recipe> = {}): Recipe {
  return {
    name: 'web',
    source: 'web',
    description: 'An HTTP app',
    image: 'web',
    ports: {http: 8080},
    routes: [{path: '/', port: 'http', websocket: false}],
    roles: {master: {count: 1, weight: 1, env: {}}, slave: {count: null, weight: 1, env: {}}},
    env: {},
    services: {},
    secrets: {},
    knownConfig: [],
    configRules: {},
    health: {
      port: 'http',
      scheme: 'http',
      host: 'localhost',
      path: '/healthz',
      status: '200-299',
      contains: null,
      intervalMs: 1000,
      timeoutMs: 1000,
      retries: 3,
      successes: 2,
      startPeriodMs: 30_000,
      minHealthyMs: 1000,
    },
    volumes: {},
    command: null,
    reserve: {},
    balance: 'round-robin',
    updateOrder: 'slaves-first',
    settleMs: 0,
    stopGraceMs: 10_000,
    recoveryTargetMs: 30_000,
    timeouts: {readMs: 60_000, websocketMs: 3_600_000, drainMs: 30_000},
    retryReads: true,
    ...overrides,
  };
}

/** An app of the kind that wants a shared database, a shared cache and shared secrets. */
export function aClusteredRecipe(overrides: Partial<Recipe> = {}): Recipe {
  return aRecipe({
    name: 'api',
    image: 'acme/api',
    roles: {
      master: {count: 1, weight: 3, env: {NODE_TYPE: 'master'}},
      slave: {count: null, weight: 5, env: {NODE_TYPE: 'slave'}},
    },
    env: {
      SQL_DSN: {service: 'database', format: 'go-dsn'},
      REDIS_CONN_STRING: {service: 'cache', format: 'url'},
      MUSTER_ROLE: {instance: 'role'},
      SYNC_FREQUENCY: '60',
    },
    services: {database: {kind: 'mysql', required: true}, cache: {kind: 'redis', required: true}},
    secrets: {SESSION_SECRET: {generateBytes: 32, refuse: ['random_string'], publicDefaults: ['your_secret']}},
    knownConfig: ['LOG_SQL_DSN'],
    ...overrides,
  });
}

/**
 * Builds a topology in the order of a story: `aTopology().withNode('web-1').withEnv('prod', {nodes: ['web-1']})`.
 * Every step returns another builder; the organization is `default` and the environment `prod` unless said.
 */
export class TopologyBuilder {
  constructor(private readonly topology: Topology) {}

  build(): Topology {
    return this.topology;
  }

  withOrg(name: string): TopologyBuilder {
    return new TopologyBuilder(withOrg(this.topology, name));
  }

  withGroup(name: string): TopologyBuilder {
    return new TopologyBuilder(withGroup(this.topology, org, name));
  }

  /** A cluster of another installation; nothing is bound to it. */
  withCluster(id: string, more: Partial<Cluster> = {}): TopologyBuilder {
    const name = id.toLowerCase();
    return this.with('clusters', {id, name, installation: '1'.repeat(32), address: null, heartbeatSeconds: 30, ...more});
  }

  withWorkspace(name: string): TopologyBuilder {
    return new TopologyBuilder(withWorkspace(this.topology, org, name));
  }

  withNode(name: string, more: Partial<Node> = {}): TopologyBuilder {
    const grouped = new TopologyBuilder(withGroup(this.topology, more.org ?? org, more.group ?? 'default'));
    return grouped.with('nodes', {
      org,
      name,
      connect: `ssh://ops@${name}`,
      address: name,
      group: 'default',
      state: 'active',
      zone: null,
      capacity: {},
      labels: {},
      weight: null,
      ...more,
    });
  }

  withEnv(
    name: string,
    {nodes = [], ...more}: Partial<Environment> & {readonly nodes?: readonly string[]} = {},
  ): TopologyBuilder {
    const parted = new TopologyBuilder(withWorkspace(this.topology, more.org ?? org, more.workspace ?? 'default'));
    const started = parted.with('envs', {org, name, workspace: 'default', labels: {}, ...more});
    return nodes.reduce(
      (built, node) => built.withMember(node, {env: name, ...(more.org === undefined ? {} : {org: more.org})}),
      started,
    );
  }

  withMember(node: string, more: Partial<Membership> = {}): TopologyBuilder {
    return this.with('memberships', {org, env, node, weight: null, ...more});
  }

  withEntry(address: string, more: Partial<Entry> = {}): TopologyBuilder {
    return this.with('entries', {
      org,
      env,
      address,
      backup: false,
      app: null,
      path: '/',
      position: this.topology.entries.length,
      ...more,
    });
  }

  withService(name: string, more: Partial<Service> = {}): TopologyBuilder {
    return this.with('services', {
      org,
      env,
      name,
      kind: 'mysql',
      url: more.managed ? null : `mysql://api@${name}.internal/api`,
      passwordSecret: null,
      managed: null,
      ...more,
    });
  }

  withApp(name: string, more: Partial<App> = {}): TopologyBuilder {
    return this.with('apps', {org, name, recipe: aRecipe(), image: null, ...more});
  }

  withDeployment(app: string, more: Partial<Deployment> = {}): TopologyBuilder {
    return this.with('deployments', {
      org,
      env,
      app,
      version: '1.0.0',
      imageId: null,
      roles: {master: 1, slave: 2},
      balance: 'round-robin',
      weights: {},
      state: 'running',
      generation: 1,
      ...more,
    });
  }

  withInstance(app: string, more: Partial<Instance> = {}): TopologyBuilder {
    return this.with('instances', {
      org,
      env,
      app,
      role: 'slave',
      ordinal: 1,
      node: 'web-1',
      ports: {http: 20_000 + this.topology.instances.length},
      ...more,
    });
  }

  withConfig(key: string, value: string, more: Partial<ConfigValue> = {}): TopologyBuilder {
    return this.with('configs', {org, env, app: null, key, value, ...more});
  }

  withSecret(name: string, more: Partial<SecretVersion> = {}): TopologyBuilder {
    return this.with('secrets', {org, env, app: null, name, version: 1, ...more});
  }

  with<C extends Collection>(collection: C, row: Topology[C][number]): TopologyBuilder {
    return new TopologyBuilder({...this.topology, [collection]: [...this.topology[collection], row]});
  }
}

export function aTopology(): TopologyBuilder {
  return new TopologyBuilder(firstTopology('f'.repeat(32)));
}

/** Node `web-1`, env `prod` on it, app `hello` of the recipe deployed there with a master and two slaves. */
export function aDeployedTopology(recipe: Recipe = aRecipe()): TopologyBuilder {
  return aTopology()
    .withNode('web-1')
    .withEnv('prod', {nodes: ['web-1']})
    .withApp('hello', {recipe})
    .withDeployment('hello');
}
