import type {DeclaredApp, DeclaredDeployment, DeclaredEnv, DeclaredTopology} from '../../core/domain/declaration.js';
import type {FileProblem} from '../yaml/file-problem.js';
import type {DeclaredFile, Sourced} from './declared-file.js';

export interface Merged {
  readonly declared: DeclaredTopology;
  readonly problems: readonly FileProblem[];
}

/** Several files as one: what a later one says again wins, but an org, a recipe or an image is said in one way only. */
export function mergeFiles(files: readonly DeclaredFile[]): Merged {
  const orgs = files.flatMap((file) => file.org ?? []);
  const apps = mergeApps(files.flatMap((file) => file.apps));
  const otherOrgs = orgs.filter((org) => org.value !== orgs[0]?.value);
  return {
    declared: {
      org: orgs[0]?.value ?? 'default',
      groups: [...new Set(files.flatMap((file) => file.groups))],
      workspaces: [...new Set(files.flatMap((file) => file.workspaces))],
      nodes: mergeBy(
        files.flatMap((file) => file.nodes),
        (node) => node.name,
        (a, b) => ({...a, ...b}),
      ),
      apps: apps.apps,
      envs: mergeBy(
        files.flatMap((file) => file.envs),
        (env) => env.name,
        mergeEnvs,
      ),
    },
    problems: [
      ...files.flatMap((file) => file.problems),
      ...apps.problems,
      ...otherOrgs.map((org) =>
        org.problem(`is ${org.value}, and another file says ${orgs[0]?.value}; the files of one command are of one org`),
      ),
    ],
  };
}

function mergeEnvs(a: DeclaredEnv, b: DeclaredEnv): DeclaredEnv {
  return {
    ...a,
    ...b,
    ...(a.labels || b.labels ? {labels: {...a.labels, ...b.labels}} : {}),
    config: {...a.config, ...b.config},
    nodes: mergeBy(
      [...a.nodes, ...b.nodes],
      (member) => member.node,
      (x, y) => ({...x, ...y}),
    ),
    entries: mergeBy(
      [...a.entries, ...b.entries],
      (entry) => `${entry.address} ${entry.app ?? ''} ${entry.path}`,
      (_, later) => later,
    ),
    services: mergeBy(
      [...a.services, ...b.services],
      (service) => service.name,
      (_, later) => later,
    ),
    // Two versions of one app stay two deployments: a rule refuses them, naming both.
    deployments: mergeBy(
      [...a.deployments, ...b.deployments],
      (deployment) => `${deployment.app} ${deployment.version}`,
      mergeDeployments,
    ),
  };
}

function mergeDeployments(a: DeclaredDeployment, b: DeclaredDeployment): DeclaredDeployment {
  return {...a, ...b, roles: {...a.roles, ...b.roles}, weights: {...a.weights, ...b.weights}, config: {...a.config, ...b.config}};
}

function mergeApps(declared: readonly Sourced<DeclaredApp>[]): {readonly apps: DeclaredApp[]; readonly problems: FileProblem[]} {
  const apps = new Map<string, DeclaredApp>();
  const problems = declared.flatMap(({value, problem}) => {
    const first = apps.get(value.name);
    apps.set(value.name, {...first, ...value});
    const differing = (['recipe', 'image'] as const).filter(
      (key) => first?.[key] !== undefined && value[key] !== undefined && first[key] !== value[key],
    );
    return differing.map((key) =>
      problem(`has ${key} ${value[key]} here and ${first?.[key]} elsewhere; an app has one ${key} in its org`),
    );
  });
  return {apps: [...apps.values()], problems};
}

/** Rows in order of their first appearance, those of one key made one. */
function mergeBy<T>(rows: readonly T[], keyOf: (row: T) => string, merge: (earlier: T, later: T) => T): T[] {
  const merged = new Map<string, T>();
  for (const row of rows) {
    const earlier = merged.get(keyOf(row));
    merged.set(keyOf(row), earlier === undefined ? row : merge(earlier, row));
  }
  return [...merged.values()];
}
