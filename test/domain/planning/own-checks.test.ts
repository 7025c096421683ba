import {describe, expect, it} from 'vitest';
import type {Topology} from '../../../src/core/domain/model.js';
import {planChanges} from '../../../src/core/domain/planning/plan-changes.js';
import {PlanningWorld, topologyOf} from '../../support/planning-world.js';

const desired = {'prod/hello': {slaves: 1, version: '1', generation: 1, state: 'running'}} as const;
const before = topologyOf(desired);
const after = withPath(before, '/new');

function withPath(topology: Topology, path: string): Topology {
  return {
    ...topology,
    apps: topology.apps.map((app) => ({...app, recipe: {...app.recipe, health: {...app.recipe.health, path}}})),
  };
}

async function aWorld() {
  const world = new PlanningWorld();
  await world.execute(await world.plan(before, before), before);
  return world;
}

/** By backend and server, the path that the balancer of each configuration asks. */
function configurations({stages}: Awaited<ReturnType<PlanningWorld['plan']>>): readonly Record<string, string>[] {
  return stages
    .flatMap(({steps}) => steps)
    .filter((step) => step.kind === 'configure-proxy')
    .filter(({node}) => node === 'n1')
    .map(({model}) =>
      Object.fromEntries(
        model.backends
          .filter(({name}) => name.endsWith('.http'))
          .flatMap(({servers, health}) => servers.map((server) => [server.name, (server.health ?? health).path])),
      ),
    );
}

describe('settings of a health check that change', () => {
  it('leave the balancer as it is until an instance runs with them, one after the other', async () => {
    const plan = await (await aWorld()).plan(before, after);
    expect(configurations(plan)).toEqual([
      {'hello-master-1': '/healthz', 'hello-slave-1': '/new'},
      {'hello-master-1': '/new', 'hello-slave-1': '/new'},
    ]);
    const titles = plan.stages.map(({title}) => title);
    expect(titles.indexOf('Configure the balancer')).toBeGreaterThan(titles.indexOf('Replace hello-slave-1'));
  });

  it('lead to the same configuration as if nothing had run before, with nothing left to do', async () => {
    const world = await aWorld();
    await world.execute(await world.plan(before, after), after);
    expect((await world.plan(after, after)).stages).toEqual([]);
  });

  it('are tried on who serves nobody before anything that serves is touched', async () => {
    const world = await aWorld();
    const input = await world.input(before, after);
    const containers = input.observation.containers.map((container) =>
      container.name === 'hello-master-1' ? {...container, health: 'unhealthy' as const} : container,
    );
    const plan = planChanges({...input, observation: {...input.observation, containers}});
    expect(plan.stages.map(({title}) => title).filter((title) => title.startsWith('Replace'))[0]).toBe('Replace hello-master-1');
  });
});
