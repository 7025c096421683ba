import fc from 'fast-check';
import {withPlacedInstances} from '../../src/core/domain/planning/place-instances.js';
import {planChanges} from '../../src/core/domain/planning/plan-changes.js';
import type {PlanInput} from '../../src/core/domain/planning/plan-input.js';
import type {Observation} from '../../src/core/domain/container.js';
import type {Deployment, Topology} from '../../src/core/domain/model.js';
import type {Plan} from '../../src/core/domain/plan.js';
import {executeStep} from '../../src/core/execution/step-handlers.js';
import {envScope} from '../../src/core/use-cases/env-scope.js';
import {FakeClock} from './fake-clock.js';
import {FakeEngine} from './fake-engine.js';
import {FakeProxy} from './fake-proxy.js';
import {installation} from './harness.js';
import {aRecipe, aTopology} from './topology.js';

const envs = ['prod', 'stage'];
const apps = ['hello', 'shop'];

export interface DesiredApp {
  readonly slaves: number;
  readonly version: string;
  readonly generation: number;
  readonly state: 'running' | 'stopped';
}

export type Desired = Readonly<Record<string, DesiredApp | null>>;

const desiredApp: fc.Arbitrary<DesiredApp | null> = fc.option(
  fc.record({
    slaves: fc.integer({min: 0, max: 3}),
    version: fc.constantFrom('1', '2'),
    generation: fc.integer({min: 1, max: 2}),
    state: fc.constantFrom('running' as const, 'running' as const, 'running' as const, 'stopped' as const),
  }),
  {freq: 4},
);

/** What each app of each environment should be, by `env/app`; null is not deployed. */
export const arbitraryDesired: fc.Arbitrary<Desired> = fc.record(
  Object.fromEntries(envs.flatMap((env) => apps.map((app) => [`${env}/${app}`, desiredApp]))),
);

/** Two environments with two apps each on two nodes: names of instances meet on both nodes. */
export function topologyOf(desired: Desired, instances: Topology['instances'] = []): Topology {
  const base = aTopology()
    .withNode('n1', {connect: 'local', address: '127.0.0.1'})
    .withNode('n2', {connect: 'tcp://n2:2376', address: '10.0.0.2'});
  const recipe = aRecipe({
    ports: {http: 8080, ws: 9090},
    routes: [
      {path: '/', port: 'http', websocket: false},
      {path: '/ws', port: 'ws', websocket: true},
    ],
  });
  const known = apps.reduce(
    (built, app) => built.withApp(app, {recipe: app === 'shop' ? {...recipe, updateOrder: 'master-first'} : recipe}),
    base,
  );
  const built = envs.reduce(
    (all, env, index) =>
      all
        .withEnv(env, {nodes: ['n1', 'n2']})
        .withEntry(`:${8000 + index * 10}`, {env, app: 'hello'})
        .withEntry(`:${8001 + index * 10}`, {env, app: 'shop'}),
    known,
  );
  const deployments = Object.entries(desired).flatMap(([key, wanted]): Deployment[] => {
    const [env = '', app = ''] = key.split('/');
    if (!wanted) return [];
    const {slaves, version, generation, state} = wanted;
    return [
      {
        org: 'default',
        env,
        app,
        version,
        imageId: `sha256:${version}`,
        roles: {master: 1, slave: slaves},
        balance: 'round-robin',
        weights: {},
        state,
        generation,
      },
    ];
  });
  return withPlacedInstances({
    topology: {...built.build(), deployments, instances},
    foreignPorts: new Map([['default/n1:20001', 'somebody']]),
  });
}

/** Engines and balancers in memory, moved by plans. */
export class PlanningWorld {
  readonly engine = new FakeEngine();
  readonly proxy = new FakeProxy(this.engine);

  async observe(topology: Topology): Promise<Observation> {
    const parts = await Promise.all(
      topology.nodes.map(async (node) => ({node: node.name, ...(await this.engine.observe(node, installation))})),
    );
    const proxies = parts.filter(({containers}) =>
      containers.some((container) => container.kind === 'proxy' && container.state === 'running'),
    );
    return {
      containers: parts.flatMap(({containers}) => containers),
      networks: parts.flatMap(({node, networks}) => networks.map((network) => ({node, ...network}))),
      unreachable: [],
      proxies: await Promise.all(
        proxies.map(async ({node}) => ({
          node,
          ...(await this.proxy.readState(topology.nodes.find((known) => known.name === node) as never)),
        })),
      ),
    };
  }

  async input(before: Topology, after: Topology): Promise<PlanInput> {
    return {
      before,
      after,
      installation,
      observation: await this.observe(after),
      proxyProject: (node) => this.proxy.project(node, installation),
      scope: {org: 'default', ...envScope(before, after, {org: 'default', envs})},
    };
  }

  async plan(before: Topology, after: Topology): Promise<Plan> {
    return planChanges(await this.input(before, after));
  }

  async execute(plan: Plan, topology: Topology, afterStep: () => void = () => undefined): Promise<void> {
    const context = {
      engine: this.engine,
      proxy: this.proxy,
      clock: new FakeClock(),
      installation,
      signal: new AbortController().signal,
      expectHeld: async () => {},
      openSecrets: async () => new Map<string, string>(),
      node: (name: string) => topology.nodes.find((node) => node.name === name) as Topology['nodes'][number],
    };
    for (const step of plan.stages.flatMap((stage) => stage.steps)) {
      await executeStep(step, context);
      afterStep();
    }
  }
}
