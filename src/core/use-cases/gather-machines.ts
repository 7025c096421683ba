import {Failure} from '../domain/errors.js';
import type {Node, Topology} from '../domain/model.js';
import {groupBy, listWords} from '../domain/indexes.js';
import {hostedOn, movedNodes} from '../domain/rules/machine-stays.js';
import type {Ports} from '../ports/index.js';
import {mapBounded} from './bounded.js';
import {problem, type Check} from './check.js';

const nodesAtOnce = 16;

/** Nodes that get another connection and stay the engine that they are; asked only where something stands on them. */
export async function gatherSameMachines(ports: Ports, before: Topology, after: Topology): Promise<ReadonlySet<string>> {
  const moved = movedNodes(before, after).filter(([from]) => hostedOn(before, from).what.length > 0);
  const same = await mapBounded(moved, nodesAtOnce, async ([from, to]) => {
    const [old, next] = await Promise.all([readEngineId(ports, from), readEngineId(ports, to)]);
    return old !== null && old !== '' && old === next ? [`${to.org}/${to.name}`] : [];
  });
  return new Set(same.flat());
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
        code: 'MACHINE_TWICE',
        message: `${listWords([first as string, ...others])} are one Docker engine: what stands on one of them is not seen as standing on the other.`,
        hint: `muster node remove ${others[0]}`,
      }),
    ];
  });
}
