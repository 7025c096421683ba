import {expectOrg} from '../domain/expect.js';
import type {Topology} from '../domain/model.js';
import {nearestName} from '../domain/nearest.js';
import type {TopologyOutcome} from './change-topology.js';

export interface AbsentTarget {
  readonly kind: string;
  /** Absent: objects of this kind belong to no org. */
  readonly org?: string;
  readonly name: string;
  /** Objects of this kind that there are. */
  readonly known: readonly {readonly org?: string; readonly name: string}[];
}

/** What was to be removed is not there: nothing to do, said aloud, for it may be a slip of the keyboard. */
export function absent(
  topology: Topology,
  {kind, org, name, known}: AbsentTarget,
  {dryRun}: {readonly dryRun: boolean},
): TopologyOutcome {
  if (org !== undefined) expectOrg(topology, org);
  const nearest = nearestName(
    name,
    known.filter((row) => row.org === org).map((row) => row.name),
  );
  return {
    changed: false,
    dryRun,
    operation: null,
    plan: {changes: []},
    before: topology,
    after: topology,
    warnings: [
      {
        code: 'NOT_THERE',
        severity: 'warning',
        subject: `${kind} ${name}`,
        message: `There is no ${kind} named ${name}, so there is nothing to remove${nearest === null ? '' : `; did you mean ${nearest}?`}`,
        hint: `muster ${kind} list shows what there is`,
        details: {kind, name, nearest},
      },
    ],
  };
}
