import {exitCodes, Failure} from '../domain/errors.js';
import {orgFlag} from '../domain/indexes.js';
import type {Node} from '../domain/model.js';
import type {Ports} from '../ports/index.js';

/** In a store that several machines use, a `local` node is the machine of the installation that looks after it. */
export async function expectHere(ports: Pick<Ports, 'identity' | 'store'>, {org, name, group}: Node): Promise<void> {
  const store = await ports.store();
  if (!store.shared) return;
  const [{clusters, groups}, {installation}] = [await store.readTopology(['clusters', 'groups']), await ports.identity()];
  const owner = groups.find((row) => row.org === org && row.name === group)?.cluster ?? null;
  const cluster = clusters.find(({id}) => id === owner);
  if (!cluster || cluster.installation === installation) return;
  throw new Failure({
    code: 'NODE_ELSEWHERE',
    exit: exitCodes.outside,
    subject: `node ${name}`,
    message: `Node ${name} is local to the installation of cluster ${cluster.id} (${cluster.name}), and this is another machine.`,
    hint: `Run the command there, or have the node reached from everywhere: muster node update ${name} --connect ssh://USER@HOST${orgFlag(org)}`,
    details: {org, node: name, cluster: cluster.id, installation: cluster.installation},
  });
}
