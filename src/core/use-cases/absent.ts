import {expectOrg, unknownName} from '../domain/expect.js';
import {orgFlag, scopeFlag} from '../domain/indexes.js';
import type {Topology} from '../domain/model.js';
import type {TopologyOutcome} from './change-topology.js';

export interface RemovalOptions {
  readonly dryRun: boolean;
  /** What is not there is gone already: nothing to do. Otherwise it is a slip of the keyboard. */
  readonly missingOk?: boolean;
}

export interface AbsentTarget {
  readonly kind: string;
  /** Absent: objects of this kind belong to no org. */
  readonly org?: string;
  readonly name: string;
  /** Objects of this kind that there are. */
  readonly known: readonly {readonly org?: string; readonly name: string}[];
  /** Where they are listed. */
  readonly within?: {readonly env: string; readonly app?: string | null};
}

/** What was to be removed is not there. */
export function absent(
  topology: Topology,
  {kind, org, name, known, within}: AbsentTarget,
  {dryRun, missingOk = false}: RemovalOptions,
): TopologyOutcome {
  if (org !== undefined) expectOrg(topology, org);
  if (missingOk)
    return {changed: false, dryRun, operation: null, plan: {changes: []}, before: topology, after: topology, warnings: []};
  throw unknownName({
    kind,
    name,
    known: known.filter((row) => row.org === org).map((row) => row.name),
    list: `muster ${kind} list${within ? scopeFlag(within) : ''}${org === undefined ? '' : orgFlag(org)} shows all`,
  });
}
