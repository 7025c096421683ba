import {rowFinder} from '../domain/collections.js';
import {withDeclaration} from '../domain/changes/with-declaration.js';
import type {DeclaredTopology} from '../domain/declaration.js';
import {expectKnownReferences} from '../domain/declared-references.js';
import {exitCodes, Failure} from '../domain/errors.js';
import type {Topology} from '../domain/model.js';
import {planWithoutSteps} from '../domain/plan.js';
import {withPlacedInstances} from '../domain/planning/place-instances.js';
import {firstPortOf} from '../domain/planning/port-book.js';
import {homeOf} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';
import {expectOneVersion} from './apply-declaration.js';
import {changeTopology} from './change-topology.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {readRecipes} from './read-recipes.js';

/**
 * Writes down what is declared, instances placed, and moves no machine: no node is looked at, and what runs differs from the
 * topology until a later `apply`.
 */
export async function recordDeclaration(
  ports: Ports,
  declared: DeclaredTopology,
  {dryRun, overridden = []}: Pick<ChangeOptions, 'dryRun' | 'overridden'>,
): Promise<ChangeOutcome> {
  expectOneVersion(declared);
  const [recipes, installation, identity] = await Promise.all([readRecipes(ports, declared), ports.founder(), ports.identity()]);
  const firstPort = firstPortOf(installation);
  const outcome = await changeTopology(
    ports,
    {
      org: declared.org,
      envs: declared.envs.map((env) => env.name),
      overridden,
      edit: (before) => {
        expectKnownReferences(before, declared);
        const edited = withDeclaration(before, {declared, recipes, prune: false, home: homeOf(before, identity)});
        expectServicesStay(before, edited);
        return withPlacedInstances({topology: edited, foreignPorts: new Map(), firstPort});
      },
    },
    {dryRun},
  );
  return {...outcome, plan: planWithoutSteps(declared.org, outcome.plan.changes)};
}

/** A later `apply` finds an instance on any node of its environment, but a service only where the topology says that it is. */
function expectServicesStay(before: Topology, after: Topology): void {
  const left = rowFinder(after, 'services');
  for (const service of before.services) {
    const {env, name, managed} = service;
    const node = left(service)?.managed?.node ?? null;
    if (managed === null || node === managed.node) continue;
    throw new Failure({
      code: 'SERVICE_MOVES',
      exit: exitCodes.violation,
      subject: `service ${name}`,
      message: `Service ${name} of env ${env} is run on node ${managed.node} and declared ${node === null ? 'elsewhere' : `on node ${node}`}: moving it takes more than a record.`,
      hint: 'Apply the file without --topology-only.',
      details: {env, service: name, node: managed.node, declared: node},
    });
  }
}
