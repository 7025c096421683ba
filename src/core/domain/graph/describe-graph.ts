import {envKey} from '../indexes.js';
import type {Topology} from '../model.js';
import {fullGraph} from './full-graph.js';
import type {Detail, Graph, GraphCounts} from './graph.js';
import {withinScope, type GraphScope} from './scope.js';
import {summaryGraph} from './summary-graph.js';

/** What still can be read one by one. */
const fullAtMost = {nodes: 12, envs: 12, entries: 40, instances: 100} as const;

export interface GraphRequest extends GraphScope {
  /** Null: by size. */
  readonly detail: Detail | null;
}

/** The topology as a graph; pure, and the same for the same topology in any order. */
export function describeGraph(topology: Topology, {detail, ...scope}: GraphRequest): Graph {
  const drawn = withinScope(topology, scope);
  const counts = countsOf(drawn);
  const fits = (Object.keys(fullAtMost) as (keyof typeof fullAtMost)[]).every((kind) => counts[kind] <= fullAtMost[kind]);
  const chosen = detail ?? (fits ? 'full' : 'summary');
  return {counts, ...(chosen === 'full' ? fullGraph(drawn) : summaryGraph(drawn))};
}

function countsOf(topology: Topology): GraphCounts {
  return {
    orgs: topology.orgs.length,
    nodes: topology.nodes.length,
    envs: topology.envs.length,
    entries: new Set(topology.entries.map((entry) => `${envKey(entry)} ${entry.address}`)).size,
    apps: topology.deployments.length,
    instances: topology.instances.length,
  };
}
