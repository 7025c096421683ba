import {isSame, rowFinder} from './collections.js';
import {groupBy, rowNames, sortedUnique} from './indexes.js';
import type {Collection, Topology} from './model.js';

interface Named {
  readonly org: string;
  readonly name: string;
}

/** Looks up which cluster looks after what; null where none does. */
export interface Owners {
  ofEnv(org: string, env: string): string | null;
  ofNode(org: string, node: string): string | null;
}

export function ownersIn({envs, nodes, groups, workspaces}: Topology): Owners {
  const byName = <T extends Named>(rows: readonly T[]) => new Map(rows.map((row) => [`${row.org}/${row.name}`, row]));
  const [ofEnv, ofNode, ofGroup, ofWorkspace] = [byName(envs), byName(nodes), byName(groups), byName(workspaces)];
  return {
    ofEnv: (org, env) => ofWorkspace.get(`${org}/${ofEnv.get(`${org}/${env}`)?.workspace}`)?.cluster ?? null,
    ofNode: (org, node) => ofGroup.get(`${org}/${ofNode.get(`${org}/${node}`)?.group}`)?.cluster ?? null,
  };
}

/** An environment or a node on whose machines something may move. */
export interface Moved extends Named {
  readonly kind: 'env' | 'node';
}

/** Names of what a change touches, by the id of the cluster that looks after it before or afterwards. */
export function touchedBy(before: Topology, after: Topology, moved: readonly Moved[]): ReadonlyMap<string, readonly string[]> {
  const touched = [before, after].flatMap((topology) => {
    const other = topology === before ? after : before;
    const owners = ownersIn(topology);
    return [
      ...differing(topology, other, 'nodes').map(({org, name}) => ({cluster: owners.ofNode(org, name), what: `node ${name}`})),
      ...differing(topology, other, 'envs').map(({org, name}) => ({cluster: owners.ofEnv(org, name), what: `env ${name}`})),
      ...inEnvs
        .flatMap((collection) => differing(topology, other, collection))
        .map(({org, env}) => ({cluster: owners.ofEnv(org, env), what: `env ${env}`})),
      ...moved.map(({kind, org, name}) => ({
        cluster: kind === 'env' ? owners.ofEnv(org, name) : owners.ofNode(org, name),
        what: `${kind} ${name}`,
      })),
      ...gone(topology, after, 'groups').map(({name, cluster}) => ({cluster, what: `group ${name}`})),
      ...gone(topology, after, 'workspaces').map(({name, cluster}) => ({cluster, what: `workspace ${name}`})),
    ];
  });
  const known = touched.filter((it): it is {cluster: string; what: string} => it.cluster !== null);
  return new Map([...groupBy(known, ({cluster}) => cluster)].map(([id, its]) => [id, sortedUnique(its.map(({what}) => what))]));
}

const inEnvs = ['memberships', 'entries', 'services', 'deployments', 'instances', 'configs', 'secrets'] as const;

/** Rows that the other topology does not have as they are. */
function differing<C extends Collection>(topology: Topology, other: Topology, collection: C): readonly Topology[C][number][] {
  if (topology[collection] === other[collection]) return [];
  const find = rowFinder(other, collection);
  const rows = topology[collection] as readonly Topology[C][number][];
  return rows.filter((row) => !isSame(find(row as never), row));
}

/** Groups or workspaces that are not there afterwards; where they are and another cluster looks after them, they were bound. */
function gone<C extends 'groups' | 'workspaces'>(
  topology: Topology,
  after: Topology,
  collection: C,
): readonly Topology[C][number][] {
  const kept = rowNames(after[collection]);
  return (topology[collection] as readonly Topology[C][number][]).filter(({org, name}) => !kept.has(`${org}/${name}`));
}
