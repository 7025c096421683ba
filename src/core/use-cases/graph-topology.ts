import type {DeclaredTopology} from '../domain/declaration.js';
import {expectEnv, expectOrg} from '../domain/expect.js';
import {describeGraph, type GraphRequest} from '../domain/graph/describe-graph.js';
import type {Graph} from '../domain/graph/graph.js';
import type {Topology} from '../domain/model.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';
import {topologyOfDeclaration} from './declared-changes.js';

export interface DrawnTopology {
  readonly graph: Graph;
  /** Rules that a declaration breaks: it is drawn all the same. */
  readonly warnings: readonly Violation[];
}

const drawnCollections = [
  'clusters',
  'orgs',
  'groups',
  'workspaces',
  'nodes',
  'envs',
  'memberships',
  'entries',
  'services',
  'deployments',
  'instances',
] as const;

/** The graph of what the store has. */
export async function graphTopology(ports: Pick<Ports, 'store'>, request: GraphRequest): Promise<DrawnTopology> {
  const topology = await (await ports.store()).readTopology(drawnCollections);
  for (const org of request.orgs ?? []) expectOrg(topology, org);
  return {graph: graphOf(topology, request), warnings: []};
}

/** The graph of what files declare, by themselves, with its instances placed as `apply` would place them on an empty store. */
export async function graphDeclaration(
  ports: Pick<Ports, 'recipes'>,
  declared: DeclaredTopology,
  request: Omit<GraphRequest, 'orgs'>,
): Promise<DrawnTopology> {
  const {topology, violations} = await topologyOfDeclaration(ports, declared);
  return {graph: graphOf(topology, {...request, orgs: [declared.org]}), warnings: violations};
}

function graphOf(topology: Topology, request: GraphRequest): Graph {
  for (const env of request.envs ?? []) expectSomeEnv(topology, request.orgs, env);
  return describeGraph(topology, request);
}

/** With several orgs, one of them has to have it. */
function expectSomeEnv(topology: Topology, orgs: readonly string[] | null, name: string): void {
  const candidates = orgs ?? topology.orgs.map((org) => org.name);
  const found = topology.envs.some((env) => candidates.includes(env.org) && env.name === name);
  if (!found) expectEnv(topology, candidates[0] ?? 'default', name);
}
