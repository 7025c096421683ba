import type {Store} from '../../src/core/ports/store.js';

/** Beats once for a cluster as its agent would, and returns the agent's id. */
export async function beatFor(store: Store, id: string): Promise<string> {
  const {clusters} = await store.readTopology(['clusters']);
  const cluster = clusters.find((each) => each.id === id);
  if (!cluster) throw new Error(`there is no cluster ${id}`);
  const agent = `agent-of-${id}`;
  const outcome = await store.beat({cluster, agent, place: id, pidSpace: 'here', host: 'here', pid: 1, dead: null});
  if (outcome.state !== 'beating') throw new Error(`${id} is ${outcome.state}`);
  return agent;
}
