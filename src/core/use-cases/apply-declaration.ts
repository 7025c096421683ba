import {withDeclaration} from '../domain/changes/with-declaration.js';
import {newNode} from '../domain/changes/with-node.js';
import type {DeclaredTopology} from '../domain/declaration.js';
import {violationFailure} from '../domain/errors.js';
import {expectNode} from '../domain/expect.js';
import type {Deployment, Recipe, Topology} from '../domain/model.js';
import {checkDeclaredVersions} from '../domain/rules/one-version.js';
import {homeOf, type Standpoint} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import {deploymentScope, type ChangeOptions, type ChangeOutcome, type ClusterChange} from './cluster-change.js';
import {readRecipes} from './read-recipes.js';

/** Makes the cluster as declared; the rest of the topology is not touched. */
export async function applyDeclaration(
  ports: Ports,
  {declared, prune}: {readonly declared: DeclaredTopology; readonly prune: boolean},
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  expectOneVersion(declared);
  const [recipes, standpoint] = await Promise.all([readRecipes(ports, declared), ports.identity()]);
  return changeCluster(ports, declarationChange(declared, {recipes, prune, standpoint}), options);
}

export function expectOneVersion(declared: DeclaredTopology): void {
  const violations = checkDeclaredVersions(declared);
  if (violations.length > 0) throw violationFailure(violations);
}

function declarationChange(
  declared: DeclaredTopology,
  {
    standpoint,
    ...facts
  }: {readonly recipes: ReadonlyMap<string, Recipe>; readonly prune: boolean; readonly standpoint: Standpoint},
): ClusterChange {
  return {
    org: declared.org,
    edit: (before) => {
      expectKnownNodes(before, declared);
      return withDeclaration(before, {declared, ...facts, home: homeOf(before, standpoint)});
    },
    scope: (before, after) => {
      const envs = new Set(declared.envs.map((env) => env.name));
      const inScope = (row: {readonly org: string; readonly env: string}) => row.org === declared.org && envs.has(row.env);
      const apps = new Set(declared.envs.flatMap((env) => env.deployments.map(({app}) => nameOf({env: env.name, app}))));
      const left = new Set(after.deployments.filter(inScope).map(nameOf));
      const moved = [...before.deployments, ...after.deployments]
        .filter((it) => inScope(it) && (apps.has(nameOf(it)) || (facts.prune && !left.has(nameOf(it)))))
        .map(({org, env, app}) => [nameOf({env, app}), {org, env, app}] as const);
      const managed = new Set(
        [...before.services, ...after.services].filter((it) => it.managed && inScope(it)).map((service) => service.env),
      );
      return {...deploymentScope(after, [...new Map(moved).values()]), serviceEnvs: [...envs].filter((env) => managed.has(env))};
    },
  };
}

function nameOf({env, app}: Pick<Deployment, 'env' | 'app'>): string {
  return `${env}/${app}`;
}

function firstUnknown(envs: DeclaredTopology['envs'], known: ReadonlySet<string>): string | null {
  for (const env of envs) {
    for (const {node} of env.nodes) if (!known.has(node)) return node;
    for (const {managed} of env.services) if (managed && !known.has(managed.node)) return managed.node;
  }
  return null;
}

/** A name that is neither declared nor in the store is most likely mistyped. */
export function expectKnownNodes(before: Topology, {org, nodes, envs}: DeclaredTopology): void {
  const known = new Set<string>();
  for (const node of before.nodes) if (node.org === org) known.add(node.name);
  for (const node of nodes) known.add(node.name);
  const unknown = firstUnknown(envs, known);
  if (unknown === null) return;
  const all = {...before, nodes: [...before.nodes, ...nodes.map((node) => newNode(org, node.name, node.connect))]};
  expectNode(all, org, unknown);
}
