import {withoutRecords, withRecord, withRecords} from '../collections.js';
import {once} from '../indexes.js';
import type {Balance, Deployment, DeploymentKey, Recipe, RunState, Topology} from '../model.js';
import {deploymentName} from '../names.js';

export interface DeploymentEdit {
  readonly key: DeploymentKey;
  readonly version: string;
  /** Counts by role; a role that is not named keeps its number, or gets the recipe's. */
  readonly roles: Readonly<Record<string, number>>;
  readonly balance?: Balance;
  readonly weights?: Readonly<Record<string, number>>;
  /** Running when absent. */
  readonly state?: RunState;
}

/** With the app deployed at the version; another version than before forgets the image it was pinned to. */
export function withDeployment(topology: Topology, edit: DeploymentEdit): Topology {
  const {key} = edit;
  const recipe = topology.apps.find((app) => app.org === key.org && app.name === key.app)?.recipe;
  return withRecord(topology, 'deployments', editedDeployment(edit, findDeployment(topology, key), recipe));
}

/** The deployment that the edit makes of the one that stands. */
export function editedDeployment(edit: DeploymentEdit, standing: Deployment | undefined, recipe: Recipe | undefined): Deployment {
  const {org, env, app} = edit.key;
  return {
    org,
    env,
    app,
    version: edit.version,
    imageId: standing?.version === edit.version ? standing.imageId : null,
    roles: overlaid(overlaid(recipe ? defaultRoles(recipe) : nothing, standing?.roles), edit.roles),
    balance: edit.balance ?? standing?.balance ?? recipe?.balance ?? 'round-robin',
    weights: overlaid(standing?.weights ?? nothing, edit.weights),
    state: edit.state ?? 'running',
    generation: standing?.generation ?? 1,
  };
}

type Numbers = Readonly<Record<string, number>>;

const nothing: Numbers = {};
const defaultRoles = once((recipe: Recipe): Numbers => {
  return Object.fromEntries(Object.entries(recipe.roles).map(([role, {count}]) => [role, count ?? 0]));
});

/** The deployments of a fleet say the same, and what is made of one value is one value. */
const overlay = once((under: Numbers) => once((over: Numbers): Numbers => ({...under, ...over})));

/** The numbers with others in their place; one that says it all is taken as it is. */
function overlaid(under: Numbers, over: Numbers = nothing): Numbers {
  if (under === over || says(under, over)) return under;
  for (const name in under) if (!(name in over)) return overlay(under)(over);
  return over;
}

function says(numbers: Numbers, others: Numbers): boolean {
  for (const name in others) if (numbers[name] !== others[name]) return false;
  return true;
}

export function findDeployment(topology: Topology, key: DeploymentKey): Deployment | undefined {
  return topology.deployments.find((deployment) => deploymentName(deployment) === deploymentName(key));
}

export function withRunState(topology: Topology, key: DeploymentKey, state: RunState): Topology {
  const standing = findDeployment(topology, key);
  return standing ? withRecord(topology, 'deployments', {...standing, state}) : topology;
}

/** With every instance due for replacement. */
export function withNextGeneration(topology: Topology, key: DeploymentKey): Topology {
  const standing = findDeployment(topology, key);
  return standing
    ? withRecord(topology, 'deployments', {...standing, generation: standing.generation + 1, state: 'running'})
    : topology;
}

export function withoutDeployment(topology: Topology, key: DeploymentKey): Topology {
  const name = deploymentName(key);
  const emptied = withoutRecords(topology, 'instances', (instance) => deploymentName(instance) === name);
  return withoutRecords(emptied, 'deployments', (deployment) => deploymentName(deployment) === name);
}

/** With the image ids that the versions were found to mean; keys are `org/env/app`. */
export function withImageIds(topology: Topology, imageIds: ReadonlyMap<string, string>): Topology {
  const pinned = topology.deployments.flatMap((deployment) => {
    const imageId = imageIds.get(deploymentName(deployment));
    return deployment.imageId === null && imageId !== undefined ? [{...deployment, imageId}] : [];
  });
  return withRecords(topology, 'deployments', pinned);
}
