import {livenessOf} from '../domain/cluster-state.js';
import {noFacts, type ClusterFacts, type Facts} from '../domain/rules/rule.js';
import type {Ports} from '../ports/index.js';

/** What rules about clusters want to know, read before the change. */
export async function gatherClusterFacts(
  ports: Ports,
  about: Partial<Pick<ClusterFacts, 'left' | 'chosen'>> = {},
): Promise<Facts> {
  const store = await ports.store();
  const [{clusters}, known] = [await store.readTopology(['clusters']), await store.readBeats()];
  const beats = known.beats.map(({cluster: id, at}) => {
    const cluster = clusters.find((each) => each.id === id);
    return [id, {at, online: cluster !== undefined && livenessOf(cluster, known) === 'online'}] as const;
  });
  return {...noFacts, clusters: {sharedStore: store.shared, beats: new Map(beats), left: null, chosen: null, ...about}};
}
