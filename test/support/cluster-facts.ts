import type {ClusterFacts, Facts} from '../../src/core/domain/rules/rule.js';

/** What rules know of clusters where nothing is the matter. */
export function clusterFacts(facts: Partial<ClusterFacts> = {}): Partial<Facts> {
  return {clusters: {sharedStore: true, beats: new Map(), left: null, chosen: null, ...facts}};
}
