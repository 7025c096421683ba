import type {NodeFacts} from '../core/use-cases/add-node.js';
import {parseCapacity, parseConnection, parsePairs} from './parse-pairs.js';

interface NodeFlagValues {
  readonly org: string;
  readonly connect?: string | undefined;
  readonly address?: string | undefined;
  readonly group?: string | undefined;
  readonly zone?: string | undefined;
  readonly capacity?: string | undefined;
  readonly label?: readonly string[] | undefined;
  readonly weight?: number | undefined;
}

/** What the flags say of a node; what they do not say is absent. */
export function nodeFacts(name: string, flags: NodeFlagValues): NodeFacts {
  const {org, connect, address, group, zone, capacity, label, weight} = flags;
  return {
    org,
    name,
    ...(connect === undefined ? {} : {connect: parseConnection(connect)}),
    ...(address === undefined ? {} : {address}),
    ...(group === undefined ? {} : {group}),
    ...(zone === undefined ? {} : {zone}),
    ...(weight === undefined ? {} : {weight}),
    ...(capacity === undefined ? {} : {capacity: parseCapacity(capacity)}),
    ...(label === undefined ? {} : {labels: parsePairs(label, '--label')}),
  };
}
