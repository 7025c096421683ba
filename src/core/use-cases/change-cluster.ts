import {isSame} from '../domain/collections.js';
import {exitCodes, Failure, violationFailure} from '../domain/errors.js';
import type {Node, Topology} from '../domain/model.js';
import type {Plan} from '../domain/plan.js';
import {pullsOf, withPulledImages, withPulls, type ImagePull} from '../domain/planning/image-pulls.js';
import {plannedWork, workDifferences} from '../domain/planning/planned-work.js';
import {holdLeases, type HeldLeases} from '../execution/hold-leases.js';
import {interruptedFailure, unlessInterrupted} from '../execution/interrupted.js';
import {pullImages} from '../execution/pull-images.js';
import {runOperation} from '../execution/run-operation.js';
import type {Ports} from '../ports/index.js';
import type {Operation, SealedSecret, Store} from '../ports/store.js';
import type {AgreedWork, ChangeOptions, ChangeOutcome, ClusterChange} from './cluster-change.js';
import {expectServices} from './ask-services.js';
import {composeChange, type ComposedChange} from './compose-change.js';
import {composeWithFacts, type Composed} from './compose-with-facts.js';
import {expectProbes} from './expect-probes.js';
import {changeQuietly, isQuiet} from './quiet-change.js';
import {stalePlan} from './stale-plan.js';
import {takeOverOperations} from './take-over-operations.js';

const nothingChanged = 'nothing changed';

/**
 * The only way by which machines change: compose the plan, ask, take the leases, compose it again on what is true then,
 * commit topology and operation together, and execute.
 */
export async function changeCluster(ports: Ports, asked: ClusterChange, options: ChangeOptions): Promise<ChangeOutcome> {
  const overridden = [...(asked.overridden ?? []), ...(options.overridden ?? [])];
  const change = {...asked, edit: onceFor(asked.edit), overridden};
  const quiet = await changeQuietly(ports, change, options);
  if (quiet) return quiet;
  const store = await ports.store();
  const before = await store.readTopology();
  const preview = await unlessInterrupted(options.signal, composeWithFacts(ports, {before, change}), nothingChanged);
  refuseViolations(preview);
  if (options.agreed) refuseStale(options.agreed, before, preview);
  const {plan, warnings, after, looked} = preview;
  const outcome = {plan, operation: null, warnings, before, after, looked, dryRun: options.dryRun};
  const changed = isChange(before, preview);
  if (options.dryRun || !changed) return {...outcome, changed};
  if (plan.stages.length > 0) await options.showPlan?.(plan);
  const questioned = options.confirm !== undefined && stopsSomething(plan);
  if (questioned && !(await options.confirm?.(plan))) throw cancelled();
  refuseInterrupted(options.signal);
  const held = await holdLeases(ports, {
    resources: plan.stages.length === 0 ? [] : plan.leases,
    blockedBy: lockedEnvs(change, preview),
    waitMs: options.lockWaitMs,
    signal: options.signal,
    onEvent: options.onEvent,
  });
  try {
    const {command: again} = await ports.identity();
    const seen = questioned ? {work: plannedWork(before, preview), again} : null;
    return await commitAndRun(ports, {change, options, held, looked: before, preview, again, agreed: options.agreed ?? seen});
  } finally {
    await held.release();
  }
}

/** Pure: of one topology an edit makes the same each time. */
function onceFor(edit: (before: Topology) => Topology): (before: Topology) => Topology {
  let last: {readonly before: Topology; readonly after: Topology} | null = null;
  return (before) => {
    if (last?.before !== before) last = {before, after: edit(before)};
    return last.after;
  };
}

interface Committing {
  readonly change: ClusterChange;
  readonly options: ChangeOptions;
  readonly held: HeldLeases;
  /** The topology, and what was composed on it, before anything was waited for. */
  readonly looked: Topology;
  readonly preview: Composed;
  /** What a person agreed to, now or when the plan was saved. */
  readonly agreed: AgreedWork | null;
  /** The command, to be run again where the plan cannot be. */
  readonly again: string;
}

async function commitAndRun(ports: Ports, committing: Committing): Promise<ChangeOutcome> {
  const {change, options, held} = committing;
  const store = await ports.store();
  const {composed, composedOn, changed, agreed, pulls} = await composeWithImages(ports, store, committing);
  const plan = withPulls(composed.plan, pulls);
  // Another has done it while this one waited.
  if (!changed)
    return {
      plan,
      operation: null,
      changed: false,
      dryRun: false,
      warnings: composed.warnings,
      before: composedOn,
      after: composed.after,
      looked: composed.looked,
    };
  refuseUnheld(composed.plan, committing);
  refuseInterrupted(options.signal);
  if (composed.plan.stages.length > 0) await takeOverOperations(ports, composed.plan, {...options, held: held.leases});
  await expectServices(ports, composed, options.signal);
  await expectProbes(ports, composed, nodesOf(composed.after, change.org));
  const committed = await commit(ports, store, {...committing, agreed, composed, composedOn});
  const {operation, after} = committed;
  if (operation)
    await runOperation(ports, {
      operation,
      nodes: nodesOf(after, change.org),
      done: new Set(),
      held,
      signal: options.signal,
      onEvent: options.onEvent,
    });
  return {
    plan,
    operation: operation?.id ?? null,
    changed: committed.changed,
    dryRun: false,
    warnings: composed.warnings,
    before: composedOn,
    after,
    looked: composed.looked,
  };
}

interface ComposedNow {
  readonly composed: Composed;
  readonly composedOn: Topology;
  readonly changed: boolean;
}

/**
 * On what is true now, with the images there that it needs: pulled under the leases, before anything is written or moved. Which
 * images they are is known only then.
 */
async function composeWithImages(
  ports: Ports,
  store: Store,
  committing: Committing,
): Promise<ComposedNow & {readonly agreed: AgreedWork | null; readonly pulls: readonly ImagePull[]}> {
  const {change, options, agreed, again} = committing;
  const found = await composeAgain(ports, store, committing);
  const {pulls} = found.composed.gathered;
  if (pullsOf(found.composed.plan).length === 0) return {...found, agreed, pulls: []};
  await pullImages(ports, found.composed.plan, {...options, nodes: nodesOf(found.composed.after, change.org)});
  const pulled = await composeAgain(ports, store, {...committing, agreed: null});
  const {imageIds, pulls: missing} = pulled.composed.gathered;
  if (missing.length > 0) throw stalePlan([], again);
  const known = agreed && {...agreed, work: withPulledImages(agreed.work, imageIds)};
  if (known) refuseStale(known, pulled.composedOn, pulled.composed);
  return {...pulled, agreed: known, pulls};
}

/** On what is true now. Where no machine was looked at, that is for the commit alone, which decides once more in any case. */
async function composeAgain(ports: Ports, store: Store, {change, looked, preview, agreed}: Committing): Promise<ComposedNow> {
  if (isQuiet(change.scope(looked, preview.after))) return {composed: preview, composedOn: looked, changed: true};
  const before = await store.readTopology();
  const composed = await composeWithFacts(ports, {before, change});
  refuseViolations(composed);
  if (agreed) refuseStale(agreed, before, composed);
  return {composed, composedOn: before, changed: isChange(before, composed)};
}

/** One transaction: the edit again on what the store holds now, the check, the topology and the operation. */
async function commit(
  ports: Ports,
  store: Store,
  committing: Omit<Committing, 'looked' | 'preview'> & {readonly composed: Composed; readonly composedOn: Topology},
): Promise<{readonly operation: Operation | null; readonly after: Topology; readonly changed: boolean}> {
  const {change, composed, composedOn, held, agreed} = committing;
  const identity = await ports.identity();
  const createdAt = ports.clock.now();
  const sealed = await sealGenerated(ports, composed, createdAt);
  const id = ports.clock.newId();
  return store.change((before) => {
    const final = before === composedOn ? composed : composeChange(before, change, composed.gathered);
    refuseViolations(final);
    if (agreed && final !== composed) refuseStale(agreed, before, final);
    if (final.generated.length > sealed.length) throw stalePlan([], committing.again);
    refuseUnheld(final.plan, committing);
    const operation: Operation | null =
      final.plan.stages.length === 0
        ? null
        : {id, command: identity.command, actor: identity.actor, state: 'running', createdAt, endedAt: null, plan: final.plan};
    return {
      commit: {after: final.after, sealed, leases: held.leases, ...(operation ? {operation} : {})},
      result: {operation, after: final.after, changed: isChange(before, final)},
    };
  });
}

async function sealGenerated(ports: Ports, {generated}: ComposedChange, createdAt: string): Promise<readonly SealedSecret[]> {
  if (generated.length === 0) return [];
  const secrets = await ports.secrets();
  return Promise.all(generated.map(async ({ref, bytes}) => ({...(await secrets.seal(ref, secrets.generate(bytes))), createdAt})));
}

function nodesOf(topology: Topology, org: string): readonly Node[] {
  return topology.nodes.filter((node) => node.org === org);
}

function lockedEnvs(change: ClusterChange, {plan}: ComposedChange): readonly string[] {
  return [...new Set(plan.deployments.map((key) => `env ${change.org}/${key.env}`))].sort();
}

function isChange(before: Topology, {after, plan}: ComposedChange): boolean {
  return plan.stages.length > 0 || plan.changes.length > 0 || !isSame(before, after);
}

function stopsSomething(plan: Plan): boolean {
  return plan.changes.some((change) => change.moves && change.action !== 'start');
}

/** What moved between the look and the leases may need more of them than were taken. */
function refuseUnheld(plan: Plan, {held, again}: Pick<Committing, 'held' | 'again'>): void {
  const resources = new Set(held.leases.map((lease) => lease.resource));
  if (plan.stages.length > 0 && plan.leases.some((resource) => !resources.has(resource))) throw stalePlan([], again);
}

/** Nobody has agreed to anything but what was shown. */
function refuseStale({work, again}: AgreedWork, before: Topology, composed: ComposedChange): void {
  const differences = workDifferences(work, plannedWork(before, composed));
  if (differences.length > 0) throw stalePlan(differences, again);
}

function refuseInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw interruptedFailure(signal, {message: nothingChanged});
}

function refuseViolations({errors}: ComposedChange): void {
  if (errors.length > 0) throw violationFailure(errors);
}

function cancelled(): Failure {
  return new Failure({code: 'CANCELLED', exit: exitCodes.cancelled, message: 'Cancelled; nothing changed.'});
}
