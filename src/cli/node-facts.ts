import * as Flags from '@oclif/core/flags';
import type {NodeFacts} from '../core/use-cases/add-node.js';
import {connection} from '../core/domain/values/kinds.js';
import {valueParser} from './value-flag.js';
import {parseCapacity, parseLabels} from './parse-pairs.js';

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

/** Required by `node add` alone. */
export const connectFlag = Flags.custom<string>({
  description: 'way to the machine: local, ssh://user@host[:port] or tcp://host:port',
  env: 'MUSTER_CONNECT',
  helpValue: 'HOW',
  parse: valueParser(connection, '--connect'),
});

/** What the flags say of a node; what they do not say is absent. */
export function nodeFacts(name: string, flags: NodeFlagValues): NodeFacts {
  const {org, connect, address, group, zone, capacity, label, weight} = flags;
  return {
    org,
    name,
    ...(connect === undefined ? {} : {connect}),
    ...(address === undefined ? {} : {address}),
    ...(group === undefined ? {} : {group}),
    ...(zone === undefined ? {} : {zone}),
    ...(weight === undefined ? {} : {weight}),
    ...(capacity === undefined ? {} : {capacity: parseCapacity(capacity)}),
    ...(label === undefined ? {} : {labels: parseLabels(label)}),
  };
}
