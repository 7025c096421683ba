import {rowFinder} from '../domain/collections.js';
import {withDeclaration} from '../domain/changes/with-declaration.js';
import type {DeclaredTopology} from '../domain/declaration.js';
import {digestOf} from '../domain/digest.js';
import {expectKnownReferences} from '../domain/declared-references.js';
import {exitCodes, Failure} from '../domain/errors.js';
import type {Topology} from '../domain/model.js';
import {planWithoutSteps} from '../domain/plan.js';
import {withPlacedInstances} from '../domain/planning/place-instances.js';
import {firstPortOf} from '../domain/planning/port-book.js';
import {checkDeclaredVersions} from '../domain/rules/one-version.js';
import {homeOf} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';
import {changeTopology} from './change-topology.js';
import type {ChangeOptions, ShownOutcome} from './cluster-change.js';
import {expectUnlocked} from './locks.js';
import {readRecipes} from './read-recipes.js';
import {gatherRelabelled} from './weak-secret.js';

export interface Recording extends Pick<ChangeOptions, 'dryRun' | 'overridden'> {
  /** Digest of all that the declaration was made of. */
  readonly digest: string;
}

/**
 * Writes down what is declared, instances placed, and moves no machine: no node is looked at, and what runs differs from the
 * topology until a later `apply`. Where the topology is still what the same declaration made of it, nothing more is read.
 */
export async function recordDeclaration(
  ports: Ports,
  declared: DeclaredTopology,
  {dryRun, overridden = [], digest}: Recording,
): Promise<ShownOutcome> {
  const [recipes, installation, identity] = await Promise.all([readRecipes(ports, declared), ports.founder(), ports.identity()]);
  const firstPort = firstPortOf(installation);
  const recorded = digestOf([digest, [...recipes], firstPort, identity.installation, identity.cluster]);
  const target = {org: declared.org, envs: declared.envs.map((env) => env.name)};
  if (!dryRun) await expectUnlocked(ports, target);
  if (await (await ports.store()).isRecorded(recorded)) return unchanged(declared.org, dryRun);
  const weakSecrets = await gatherRelabelled(
    ports,
    declared.envs.map(({name, labels}) => ({org: declared.org, name, labels: labels ?? {}})),
  );
  const outcome = await changeTopology(
    ports,
    {
      ...target,
      facts: weakSecrets,
      overridden,
      recorded,
      found: checkDeclaredVersions(declared),
      edit: (before) => {
        expectKnownReferences(before, declared);
        const edited = withDeclaration(before, {declared, recipes, prune: false, home: homeOf(before, identity)});
        expectServicesStay(before, edited);
        return withPlacedInstances({topology: edited, foreignPorts: new Map(), firstPort});
      },
    },
    {dryRun},
  );
  return {...outcome, plan: {...planWithoutSteps(declared.org), ...outcome.plan}};
}

function unchanged(org: string, dryRun: boolean): ShownOutcome {
  return {changed: false, dryRun, operation: null, plan: planWithoutSteps(org), warnings: []};
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
