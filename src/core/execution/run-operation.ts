import {orgFlag} from '../domain/indexes.js';
import {exitCodes, Failure} from '../domain/errors.js';
import type {Node} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import type {Operation} from '../ports/store.js';
import {openSecrets} from '../use-cases/open-secrets.js';
import {executePlan, operationFailure} from './execute-plan.js';
import type {ExecutionEvent} from './execution-event.js';
import type {HeldLeases} from './hold-leases.js';
import {interruptedFailure} from './interrupted.js';
import {TimeLimit} from './time-limit.js';

/** Running steps get this long to end after an interrupt, and no time where their time is over; then their programs are ended. */
const graceMs = 6000;

export interface OperationRun {
  readonly operation: Operation;
  readonly nodes: readonly Node[];
  readonly done: ReadonlySet<string>;
  readonly held: HeldLeases;
  readonly signal: AbortSignal;
  readonly onEvent: (event: ExecutionEvent) => void;
}

/** Executes an operation's plan and records how it ended. An interrupt is a failure with exit 130 or 143. */
export async function runOperation(ports: Ports, run: OperationRun): Promise<void> {
  const {operation, held, onEvent} = run;
  const [store, engine, proxy, installation] = await Promise.all([ports.store(), ports.engine(), ports.proxy(), ports.founder()]);
  const stopping = AbortSignal.any([run.signal, held.lost]);
  const hard = new AbortController();
  const onStop = () => setTimeout(() => hard.abort(), stopping.reason instanceof TimeLimit ? 0 : graceMs).unref();
  stopping.addEventListener('abort', onStop, {once: true});
  onEvent({
    type: 'started',
    operation: operation.id,
    steps: operation.plan.stages.reduce((count, stage) => count + stage.steps.length, 0),
  });
  const end = async (state: 'done' | 'failed' | 'interrupted') => {
    const endedAt = state === 'done' ? ports.clock.now() : null;
    await store.setOperationState({id: operation.id, state, endedAt}, held.leases);
    onEvent({type: 'ended', operation: operation.id, state});
  };
  try {
    const outcome = await executePlan({
      operation: operation.id,
      plan: operation.plan,
      done: new Set(run.done),
      leases: held.leases,
      store,
      stopping,
      onEvent,
      context: {
        engine,
        proxy,
        clock: ports.clock,
        installation,
        signal: hard.signal,
        node: (name) => nodeNamed(run.nodes, {org: operation.plan.org, name}),
        expectHeld: async () => {
          if (!(await held.isHeld())) throw leaseLost(operation.id);
        },
        openSecrets: async (refs) => (await openSecrets(ports, refs)).values,
      },
    });
    if (outcome === 'interrupted') throw interrupted(run.signal, operation);
    await end('done');
  } catch (error) {
    // Whoever has the leases now decides what becomes of the operation.
    if (held.lost.aborted || hasCode(error, 'LEASE_LOST')) throw leaseLost(operation.id);
    await end(run.signal.aborted ? 'interrupted' : 'failed').catch((failure: unknown) => {
      throw hasCode(failure, 'LEASE_LOST') ? leaseLost(operation.id) : failure;
    });
    throw run.signal.aborted ? interrupted(run.signal, operation) : operationFailure(operation, error);
  } finally {
    stopping.removeEventListener('abort', onStop);
  }
}

function nodeNamed(nodes: readonly Node[], {org, name}: Pick<Node, 'org' | 'name'>): Node {
  const node = nodes.find((candidate) => candidate.name === name);
  if (!node)
    throw new Failure({
      code: 'NODE_GONE',
      exit: exitCodes.stepFailed,
      subject: `node ${name}`,
      details: {node: name},
      message: `Node ${name} of the plan is no longer in the topology.`,
      hint: `Add it again: muster node add ${name} --connect HOW${orgFlag(org)}`,
    });
  return node;
}

function interrupted(signal: AbortSignal, operation: Operation): Failure {
  return interruptedFailure(signal, {operation, message: 'what was done is journaled and the locks are released'});
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Failure && error.code === code;
}

function leaseLost(operation: string): Failure {
  return new Failure({
    code: 'LEASE_LOST',
    exit: exitCodes.busy,
    subject: `operation ${operation}`,
    details: {operation},
    message: 'This process could not renew its lock in time and another may have taken over; it stopped.',
    hint: `muster operation show ${operation}`,
  });
}
