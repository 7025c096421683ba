import {isSame} from '../domain/collections.js';
import {violationFailure} from '../domain/errors.js';
import type {Collection, Topology} from '../domain/model.js';
import type {PlannedChange} from '../domain/plan.js';
import {TopologyChanges} from '../domain/planning/topology-changes.js';
import {checkTopology} from '../domain/rules/index.js';
import {noFacts, type Facts} from '../domain/rules/rule.js';
import type {Standpoint} from '../domain/standpoint.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';
import type {Commit, SealedSecret} from '../ports/store.js';
import {expectUnlocked} from './locks.js';

/** A change that moves no machine: a pure edit, which may throw a `Failure` for what it does not find. */
export interface TopologyChange {
  readonly org: string;
  /** Environments that a manual lock keeps from changing. */
  readonly envs: readonly string[];
  edit(before: Topology): Topology;
  readonly facts?: (after: Topology) => Facts;
  /** Violations that were found before the edit, and that the topology after it does not show. */
  readonly found?: readonly Violation[];
  /** Versions of secrets that the edit adds. */
  readonly sealed?: readonly SealedSecret[];
  /** Codes of rules that the operator overrides with `--force`. */
  readonly overridden?: readonly string[];
  /** Codes of rules to which the change is the exception. */
  readonly meant?: readonly string[];
  /** Digest of all that the edit goes by besides the topology: see `Store.isRecorded`. */
  readonly recorded?: string;
}

export interface TopologyOutcome {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly operation: null;
  readonly plan: {readonly changes: Iterable<PlannedChange>};
  readonly warnings: readonly Violation[];
  readonly before: Topology;
  readonly after: Topology;
}

/** Read, edit, check and write the difference in one transaction of the store; a dry run only reads. */
export async function changeTopology(
  ports: Ports,
  change: TopologyChange,
  {dryRun}: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const [store, standpoint] = await Promise.all([ports.store(), ports.identity()]);
  if (dryRun) return decide(await store.readTopology(), change, {dryRun, standpoint});
  await expectUnlocked(ports, change);
  return store.change((before) => {
    const outcome = decide(before, change, {dryRun, standpoint});
    return {commit: commitOf(outcome, change), result: outcome};
  });
}

function commitOf({changed, after}: TopologyOutcome, {sealed, recorded}: TopologyChange): Commit {
  const noted = recorded === undefined ? {} : {recorded};
  if (!changed) return noted;
  return {after, ...noted, ...(sealed === undefined ? {} : {sealed})};
}

/** Pure: what the change makes of the topology; a `Failure` where a rule is against it. */
export function decide(
  before: Topology,
  change: TopologyChange,
  {dryRun, standpoint}: {readonly dryRun: boolean; readonly standpoint: Standpoint},
): TopologyOutcome {
  const after = change.edit(before);
  const changed = differs(before, after);
  const facts = {...(change.facts?.(after) ?? noFacts), standpoint};
  const meant = new Set(change.meant);
  const broken = changed ? checkTopology({before, after, facts}).filter(({code}) => !meant.has(code)) : [];
  const violations = [...(change.found ?? []), ...broken];
  const overridden = new Set(change.overridden);
  const errors = violations.filter((violation) => violation.severity === 'error' && !overridden.has(violation.code));
  if (errors.length > 0) throw violationFailure(errors);
  return {
    changed,
    dryRun,
    operation: null,
    before,
    after,
    plan: {changes: new TopologyChanges(before, after)},
    warnings: violations.filter((violation) => violation.severity === 'warning' || overridden.has(violation.code)),
  };
}

/** What stands as it was is the same object, so that only collections that were edited are compared. */
function differs(before: Topology, after: Topology): boolean {
  return (Object.keys(after) as Collection[]).some((collection) => !isSame(before[collection], after[collection]));
}
