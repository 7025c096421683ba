import {withDeclaration} from '../domain/changes/with-declaration.js';
import type {DeclaredTopology} from '../domain/declaration.js';
import {expectKnownReferences} from '../domain/declared-references.js';
import type {Deployment, Recipe} from '../domain/model.js';
import {checkDeclaredVersions} from '../domain/rules/one-version.js';
import {homeOf, type Standpoint} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import {deploymentScope, type ChangeOptions, type ChangeOutcome, type ClusterChange} from './cluster-change.js';
import {readRecipes} from './read-recipes.js';

export interface DeclarationRequest {
  readonly declared: DeclaredTopology;
  readonly prune: boolean;
  /** Every recipe that the declaration names, where they were read before. */
  readonly recipes?: ReadonlyMap<string, Recipe>;
}

/** Makes the cluster as declared; the rest of the topology is not touched. */
export async function applyDeclaration(
  ports: Ports,
  {declared, prune, recipes: known}: DeclarationRequest,
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  const [recipes, standpoint] = await Promise.all([known ?? readRecipes(ports, declared), ports.identity()]);
  return changeCluster(ports, declarationChange(declared, {recipes, prune, standpoint}), options);
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
    found: checkDeclaredVersions(declared),
    edit: (before) => {
      expectKnownReferences(before, declared);
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
