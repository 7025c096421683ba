import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {planChanges} from '../../../src/core/domain/planning/plan-changes.js';
import type {Plan} from '../../../src/core/domain/plan.js';
import {arbitraryDesired, PlanningWorld, topologyOf, type Desired} from '../../support/planning-world.js';

/** What may have happened to containers between two plans. */
const damage = fc.array(fc.record({nth: fc.nat(20), kind: fc.constantFrom('lost', 'exited', 'unhealthy', 'old', 'drained')}), {
  maxLength: 3,
});
type Damage = readonly {readonly nth: number; readonly kind: string}[];

async function damaged(world: PlanningWorld, harm: Damage): Promise<void> {
  for (const {nth, kind} of harm) {
    const instances = world.engine.containers.filter((container) => container.kind === 'instance');
    const victim = instances[nth % Math.max(instances.length, 1)];
    if (!victim) return;
    const node = {name: victim.node} as never;
    if (kind === 'lost') world.engine.lose(victim.node, victim.name);
    else if (kind === 'drained')
      await world.proxy
        .ensureDrained(node, '', {backends: [`default.${victim.env}.${victim.app}.http`], server: victim.name})
        .catch(() => undefined);
    else
      world.engine.alter(
        victim.node,
        victim.name,
        kind === 'exited'
          ? {state: 'exited', health: 'none', hostPorts: []}
          : kind === 'unhealthy'
            ? {health: 'unhealthy'}
            : {spec: 'old'},
      );
  }
}

/** A world that stands as `first`, was then damaged, and is to become `second`. */
async function prepared([first, harm, second]: readonly [Desired, Damage, Desired]) {
  const world = new PlanningWorld();
  const before = topologyOf(first);
  await world.execute(await world.plan(before, before), before);
  await damaged(world, harm);
  const after = topologyOf(
    second,
    before.instances.filter((instance) => second[`${instance.env}/${instance.app}`] !== null),
  );
  return {world, before, after, input: await world.input(before, after)};
}

const stories = fc.tuple(arbitraryDesired, damage, arbitraryDesired);
const holds = (property: (story: Awaited<ReturnType<typeof prepared>>) => Promise<void> | void) =>
  fc.assert(
    fc.asyncProperty(stories, async (story) => property(await prepared(story))),
    {numRuns: 150},
  );
const stepsOf = (plan: Plan) => plan.stages.flatMap((stage, index) => stage.steps.map((step) => ({step, index})));

describe('a plan', () => {
  it('is the same bytes for the same input', () =>
    holds(({input}) => {
      expect(JSON.stringify(planChanges(structuredCloneOf(input)))).toBe(JSON.stringify(planChanges(input)));
    }));

  it('is the same bytes in whatever order engines and balancers list what they have', () =>
    fc.assert(
      fc.asyncProperty(stories, fc.infiniteStream(fc.nat(1000)), async (story, picks) => {
        const {input} = await prepared(story);
        const listed = shuffled(input.observation, picks);
        expect(JSON.stringify(planChanges({...input, observation: listed}))).toBe(JSON.stringify(planChanges(input)));
      }),
      {numRuns: 150},
    ));

  it('survives JSON', () =>
    holds(({input}) => {
      const plan = planChanges(input);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    }));

  it('has steps of which each has an id of its own that the journal can hold', () =>
    holds(({input}) => {
      const ids = stepsOf(planChanges(input)).map(({step}) => step.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => id.length <= 191)).toBe(true);
    }));

  it('takes no instance out of a balancer twice', () =>
    holds(({input}) => {
      const drained = stepsOf(planChanges(input)).flatMap(({step}) =>
        step.kind === 'drain-instance' ? [`${step.node} ${step.backends.join()} ${step.instance}`] : [],
      );
      expect(new Set(drained).size).toBe(drained.length);
    }));

  it('starts masters before slaves', () =>
    holds(({input}) => {
      const plan = planChanges(input);
      const drained = new Set(
        stepsOf(plan).flatMap(({step}) => (step.kind === 'drain-instance' ? [`${step.backends[0]} ${step.instance}`] : [])),
      );
      const stageOf = (role: string, env: string, app: string) =>
        stepsOf(plan).flatMap(({step, index}) =>
          step.kind === 'start-containers'
            ? step.names
                .filter(
                  (name) =>
                    name.startsWith(`${app}-${role}-`) &&
                    step.project.containers.some((spec) => spec.name === name && spec.labels['muster.env'] === env),
                )
                .filter((name) => !drained.has(`default.${env}.${app}.http ${name}`))
                .map(() => index)
            : [],
        );
      for (const {env, app} of input.after.deployments) {
        const slaves = stageOf('slave', env, app);
        for (const master of stageOf('master', env, app)) expect(slaves.every((slave) => slave > master)).toBe(true);
      }
    }));

  it('leads to what is desired: made again afterwards, it is empty', () =>
    holds(async ({world, input, after}) => {
      await world.execute(planChanges(input), after);
      const again = await world.plan(after, after);
      expect({changes: again.changes, stages: again.stages}).toEqual({changes: [], stages: []});
    }));

  it('moves nothing on a cluster that is as desired', () =>
    fc.assert(
      fc.asyncProperty(arbitraryDesired, async (desired) => {
        const {world, before} = await prepared([desired, [], desired]);
        expect(await world.plan(before, before)).toMatchObject({changes: [], stages: []});
      }),
      {numRuns: 100},
    ));

  it('touches only nodes and leases of its scope', () =>
    holds(({input}) => {
      const plan = planChanges(input);
      expect([...new Set(stepsOf(plan).map(({step}) => step.node))].sort()).toEqual(plan.nodes);
      expect([...plan.leases].sort()).toEqual(plan.leases);
    }));

  it('keeps all but one instance of an app in rotation while it is replaced', () =>
    fc.assert(
      fc.asyncProperty(arbitraryDesired, async (desired) => {
        const restarted = Object.fromEntries(
          Object.entries(desired).map(([key, app]) => [key, app && {...app, generation: app.generation + 1}]),
        );
        const {world, input, after} = await prepared([desired, [], restarted]);
        const running = after.deployments.filter((it) => it.state === 'running');
        await world.execute(planChanges(input), after, () => {
          for (const {env, app, roles} of running)
            expect(world.proxy.servingIn('n1', `default.${env}.${app}.http`)).toBeGreaterThanOrEqual(roles['slave'] ?? 0);
        });
      }),
      {numRuns: 100},
    ));
});

describe('host ports', () => {
  it('never collide, with each other, with entries or with what others hold', () =>
    fc.assert(
      fc.property(arbitraryDesired, arbitraryDesired, (first, second) => {
        const before = topologyOf(first);
        const {instances} = topologyOf(second, before.instances);
        const ports = instances.flatMap((instance) => Object.values(instance.ports).map((port) => `${instance.node}:${port}`));
        expect(new Set(ports).size).toBe(ports.length);
        expect(ports).not.toContain('n1:20001');
      }),
    ));

  it('stay with the instances that stay', () =>
    fc.assert(
      fc.property(arbitraryDesired, arbitraryDesired, (first, second) => {
        const before = topologyOf(first).instances;
        const after = topologyOf(second, before).instances;
        for (const instance of after) {
          const old = before.find(
            (it) =>
              it.env === instance.env && it.app === instance.app && it.role === instance.role && it.ordinal === instance.ordinal,
          );
          if (old) expect(instance).toEqual(old);
        }
      }),
    ));
});

/** Every list in it, and each list in those, in another order. */
function shuffled<T>(value: T, picks: Iterator<number>): T {
  if (value === null || typeof value !== 'object') return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shuffled(inner, picks)])) as T;
  return value
    .map((inner: unknown) => ({inner: shuffled(inner, picks), rank: picks.next().value as number}))
    .sort((a, b) => a.rank - b.rank)
    .map(({inner}) => inner) as T;
}

function structuredCloneOf<T extends object>(input: T): T {
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [key, typeof value === 'function' ? value : structuredClone(value)]),
  ) as T;
}
