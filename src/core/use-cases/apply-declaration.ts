import type {DeclaredTopology} from '../domain/declaration.js';
import {newNode} from '../domain/changes/with-node.js';
import {expectNode} from '../domain/expect.js';
import {withDeclaration} from '../domain/changes/with-declaration.js';
import {violationFailure} from '../domain/errors.js';
import {checkDeclaredVersions} from '../domain/rules/one-version.js';
import type {Recipe, Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import {deploymentScope, type ChangeOptions, type ChangeOutcome, type ClusterChange} from './cluster-change.js';

/** Makes the cluster as declared; the rest of the topology is not touched. */
export async function applyDeclaration(
  ports: Ports,
  request: {readonly declared: DeclaredTopology; readonly prune: boolean},
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  const {declared, prune} = request;
  const violations = checkDeclaredVersions(declared);
  if (violations.length > 0) throw violationFailure(violations);
  const recipes = await readRecipes(ports, declared);
  return changeCluster(ports, declarationChange(declared, {recipes, prune}), options);
}

async function readRecipes(ports: Ports, declared: DeclaredTopology): Promise<ReadonlyMap<string, Recipe>> {
  const names = [...new Set(declared.apps.map((app) => app.recipe))];
  if (names.length === 0) return new Map();
  const recipes = await ports.recipes();
  return new Map(await Promise.all(names.map(async (name) => [name, await recipes.read(name)] as const)));
}

function declarationChange(
  declared: DeclaredTopology,
  facts: {readonly recipes: ReadonlyMap<string, Recipe>; readonly prune: boolean},
): ClusterChange {
  return {
    org: declared.org,
    edit: (before) => {
      expectKnownNames(before, declared);
      return withDeclaration(before, {declared, ...facts});
    },
    scope: (before, after) => {
      const envs = declared.envs.map((env) => env.name);
      const inScope = (topology: Topology) =>
        topology.deployments.filter((deployment) => deployment.org === declared.org && envs.includes(deployment.env));
      const keys = new Map(
        [...inScope(before), ...inScope(after)]
          .filter((deployment) => isDeclared(declared, deployment) || (facts.prune && !inScope(after).includes(deployment)))
          .map(({org, env, app}) => [`${env}/${app}`, {org, env, app}]),
      );
      const serviceEnvs = envs.filter((env) =>
        [...before.services, ...after.services].some(
          (service) => service.org === declared.org && service.env === env && service.managed,
        ),
      );
      return {...deploymentScope(after, [...keys.values()]), serviceEnvs};
    },
  };
}

function isDeclared(declared: DeclaredTopology, deployment: {readonly env: string; readonly app: string}): boolean {
  return declared.envs.some(
    (env) => env.name === deployment.env && env.deployments.some((candidate) => candidate.app === deployment.app),
  );
}

/** A name that is neither declared nor in the store is most likely mistyped. */
function expectKnownNames(before: Topology, declared: DeclaredTopology): void {
  const nodes = {
    ...before,
    nodes: [...before.nodes, ...declared.nodes.map((node) => newNode(declared.org, node.name, node.connect))],
  };
  for (const env of declared.envs) {
    for (const {node} of env.nodes) expectNode(nodes, declared.org, node);
    for (const {managed} of env.services) if (managed) expectNode(nodes, declared.org, managed.node);
  }
}
