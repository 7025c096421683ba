import type {Topology} from '../../../core/domain/model.js';
import type {Session} from './session.js';
import {collections, readSnapshot, sealsOfTopology, topologyOf, type TopologySnapshot} from './topology.js';

/** A topology that was read whole. */
export interface Whole {
  /** As it was sealed then. */
  readonly seals: string;
  readonly snapshot: TopologySnapshot;
  readonly topology: Topology;
}

export function wholeOf(session: Session, snapshot: TopologySnapshot): Whole {
  return {seals: sealsOfTopology(session), snapshot, topology: topologyOf(snapshot)};
}

/** Not read again while its seals are the same: whoever decides once more is given the same object. */
export async function readWhole(session: Session, known: Whole | null): Promise<Whole> {
  return known?.seals === sealsOfTopology(session) ? known : wholeOf(session, await readSnapshot(session, collections));
}
