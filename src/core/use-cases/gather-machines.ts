import type {ObservedContainer} from '../domain/container.js';
import {Failure} from '../domain/errors.js';
import type {Node, Topology} from '../domain/model.js';
import {envKey, groupBy, listWords} from '../domain/indexes.js';
import {hostedOn, movedNodes} from '../domain/rules/machine-stays.js';
import {instanceName} from '../domain/names.js';
import type {Ports} from '../ports/index.js';
import {mapBounded} from './bounded.js';
import {observeCluster} from './observe-cluster.js';
import {problem, type Check} from './check.js';

const nodesAtOnce = 16;

/** Nodes that get another connection and stay the machine that they are: by it, the same containers are seen. Asked only where something stands. */
export async function gatherSameMachines(ports: Ports, before: Topology, after: Topology): Promise<ReadonlySet<string>> {
  const moved = movedNodes(before, after).filter(([from]) => hostedOn(before, from).what.length > 0);
  const same = await mapBounded(moved, nodesAtOnce, async ([from, to]) => {
    const {containers: next} = await observeCluster(ports, [to]);
    const {containers: old, unreachable} = await observeCluster(ports, [from]);
    const ids = new Set(old.map(({id}) => id));
    const isSame = unreachable.length === 0 ? next.some(({id}) => ids.has(id)) : next.some(isOneOf(hostedOn(before, from)));
    return isSame ? [`${to.org}/${to.name}`] : [];
  });
  return new Set(same.flat());
}

/** An instance has its name from its environment, where no other has it. */
function isOneOf({instances, services}: ReturnType<typeof hostedOn>): (container: ObservedContainer) => boolean {
  const names = new Set([
    ...instances.map((it) => `instance ${envKey(it)}/${instanceName(it)}`),
    ...services.map((it) => `service ${envKey(it)}/${it.name}`),
  ]);
  return ({kind, org, env, name}) => names.has(`${kind} ${org}/${env}/${name}`);
}

export async function readEngineId(ports: Ports, node: Node): Promise<string | null> {
  try {
    return (await (await ports.engine()).readMachine(node)).engineId;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** Nodes that are one engine, whatever leads to it. */
export function checkTwins(engines: readonly {readonly node: string; readonly engineId: string | null}[]): readonly Check[] {
  const known = engines.filter(({engineId}) => engineId !== null && engineId !== '');
  return [...groupBy(known, ({engineId}) => engineId as string).values()].flatMap((twins) => {
    const [first, ...others] = twins.map(({node}) => node);
    if (others.length === 0) return [];
    return [
      problem(`machine of ${others.join(', ')}`, {
        result: 'warn',
        code: 'MACHINE_TWICE',
        message: `${listWords([first as string, ...others])} are one Docker engine: what stands on one of them is not seen as standing on the other.`,
        hint: `muster node remove ${others[0]}`,
      }),
    ];
  });
}
