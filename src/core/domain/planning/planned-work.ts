import {keyFunction} from '../collections.js';
import {canonicalJson} from '../digest.js';
import type {Collection, Topology} from '../model.js';
import {compareText} from '../names.js';
import type {Plan, PlannedChange} from '../plan.js';
import {valueDifferences} from '../value-differences.js';
import type {Violation} from '../violation.js';
import {changedRecords, type ChangedRecord, type ChangedRecords} from './changed-records.js';

/** All that a plan does and tells: what somebody has seen and agreed to, to be compared with what would be done now. */
export interface PlannedWork {
  readonly plan: Plan;
  /** What is written into the store with it. */
  readonly records: ChangedRecords;
  readonly warnings: readonly Pick<Violation, 'code' | 'subject' | 'message'>[];
}

interface Composed {
  readonly plan: Plan;
  readonly after: Topology;
  readonly warnings: readonly Violation[];
}

export function plannedWork(before: Topology, {plan, after, warnings}: Composed): PlannedWork {
  return {
    plan: {...plan, changes: [...plan.changes]},
    records: changedRecords(before, after),
    warnings: warnings.map(({code, subject, message}) => ({code, subject, message})),
  };
}

/** In what the work of now differs from the work that was agreed to, a line each; none where both are the same. */
export function workDifferences(agreed: PlannedWork, now: PlannedWork): readonly string[] {
  const told = [
    ...lineDifferences(agreed.plan.changes, now.plan.changes),
    ...recordDifferences(agreed.records, now.records),
    ...stepDifferences(agreed.plan, now.plan),
    ...newWarnings(agreed.warnings, now.warnings),
  ];
  if (told.length > 0) return [...new Set(told)];
  const rest = ({plan, records}: PlannedWork) => canonicalJson({plan, records: sortedRecords(records)});
  return rest(agreed) === rest(now) ? [] : ['the order of the steps'];
}

function lineDifferences(agreed: readonly PlannedChange[], now: readonly PlannedChange[]): readonly string[] {
  const titleOf = ({action, subject, parent, node}: PlannedChange) => canonicalJson([action, subject, parent, node]);
  return partDifferences(byKey(agreed, titleOf), byKey(now, titleOf), (change) => {
    const where = change.node === null || change.subject.endsWith(` ${change.node}`) ? '' : ` on ${change.node}`;
    return `${change.action} ${change.subject}${change.parent === null ? '' : ` of ${change.parent}`}${where}`;
  });
}

function recordDifferences(agreed: ChangedRecords, now: ChangedRecords): readonly string[] {
  const collections = [...new Set([...Object.keys(agreed), ...Object.keys(now)])] as Collection[];
  return collections.flatMap((collection) => {
    const keyed = (records: readonly ChangedRecord[] = []) => byKey(records, (record) => keyOf(collection, record));
    return partDifferences(
      keyed(agreed[collection]),
      keyed(now[collection]),
      (record) => `${collection} ${keyOf(collection, record)}`,
    );
  });
}

function keyOf(collection: Collection, {before, after}: ChangedRecord): string {
  return (keyFunction(collection) as (row: object | null) => string)(after ?? before).replace(/\/$/, '');
}

function sortedRecords(records: ChangedRecords): ChangedRecords {
  const sorted = (collection: Collection, changed: readonly ChangedRecord[]) =>
    [...changed].sort((a, b) => compareText(keyOf(collection, a), keyOf(collection, b)));
  return Object.fromEntries(
    Object.entries(records).map(([collection, changed]) => [collection, sorted(collection as Collection, changed)]),
  );
}

function stepDifferences(agreed: Plan, now: Plan): readonly string[] {
  const stepsOf = ({stages}: Plan) =>
    byKey(
      stages.flatMap(({steps}) => steps),
      ({id}) => id,
    );
  return partDifferences(stepsOf(agreed), stepsOf(now), ({id}) => `step ${id}`);
}

function newWarnings(agreed: PlannedWork['warnings'], now: PlannedWork['warnings']): readonly string[] {
  const known = new Set(agreed.map(({code, subject}) => `${code} ${subject}`));
  return now
    .filter(({code, subject}) => !known.has(`${code} ${subject}`))
    .map(({code, message}) => `warned of besides: ${message.replace(/\.$/, '')} (${code})`);
}

function byKey<T>(parts: readonly T[], key: (part: T) => string): ReadonlyMap<string, T> {
  return new Map(parts.map((part) => [key(part), part]));
}

function partDifferences<T>(
  agreed: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  titleOf: (part: T) => string,
): readonly string[] {
  const gone = [...agreed].filter(([key]) => !now.has(key)).map(([, part]) => `${titleOf(part)}: no longer to be done`);
  const fresh = [...now].filter(([key]) => !agreed.has(key)).map(([, part]) => `${titleOf(part)}: to be done besides`);
  const changed = [...now].flatMap(([key, part]) => {
    const was = agreed.get(key);
    if (was === undefined || canonicalJson(was) === canonicalJson(part)) return [];
    return withoutNoise(valueDifferences(was, part)).map((difference) => `${titleOf(part)}: ${difference}`);
  });
  return [...gone, ...fresh, ...changed];
}

/** The digest of a specification differs because something else does. */
function withoutNoise(differences: readonly string[]): readonly string[] {
  const telling = differences.filter((difference) => !difference.includes(' labels muster.spec: '));
  return telling.length > 0 ? telling : differences;
}
