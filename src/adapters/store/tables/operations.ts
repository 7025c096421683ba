import type {Plan} from '../../../core/domain/plan.js';
import type {Operation, OperationState} from '../../../core/ports/store.js';
import {fromJson, type Mapping, untyped} from '../codec.js';
import {Damage} from '../damage.js';
import {type Digest, digestOf, hexOf} from '../digest.js';
import type {OperationPlanRow, OperationRow} from '../schema.js';
import {journalScope} from './journal.js';
import {insertRecords, readTable, updateRecords} from './sealed-table.js';
import type {Session} from './session.js';
import type {Statement} from './statement.js';

/** An operation without its plan, which is long and lies in a table of its own. */
type OperationHead = Omit<Operation, 'plan'> & {readonly planDigest: string};

const heads: Mapping<OperationHead, OperationRow> = {
  table: 'operations',
  key: ['id'],
  columns: ['id', 'command', 'actor', 'run_state', 'created_at', 'ended_at', 'plan_digest'],
  keyOf: (head) => head.id,
  toRow: (head) => ({
    id: head.id,
    command: head.command,
    actor: head.actor,
    run_state: head.state,
    created_at: head.createdAt,
    ended_at: head.endedAt,
    plan_digest: head.planDigest,
  }),
  toRecord: (row) => ({
    id: row.id,
    command: row.command,
    actor: row.actor,
    state: row.run_state as OperationState,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    planDigest: row.plan_digest,
  }),
};

const insertPlan: Statement = {
  name: 'insert plan',
  build: (db) => db.insertInto('operation_plans').values({operation: '', plan: ''}),
};
const selectPlan: Statement = {
  name: 'select plan',
  build: (db) => db.selectFrom('operation_plans').select('plan').where('operation', '=', ''),
};
export const operationStatements = [insertPlan, selectPlan];
export const operationMapping = untyped(heads);

const openStates: ReadonlySet<OperationState> = new Set(['running', 'interrupted', 'failed']);

export async function insertOperation(session: Session, operation: Operation): Promise<void> {
  const {plan, ...head} = operation;
  const text = JSON.stringify(plan);
  await insertRecords(session, heads, [{...head, planDigest: hexOf(digestOf(text))}]);
  await session.runner.run(insertPlan, [operation.id, text]);
  session.seals.create(journalScope(operation.id));
}

/** The newest first. */
export async function readOperations(
  session: Session,
  filter: {readonly open?: boolean; readonly limit?: number},
): Promise<readonly Operation[]> {
  const {records} = await readTable(session, heads);
  const wanted = filter.open === undefined ? records : records.filter((head) => openStates.has(head.state) === filter.open);
  const newest = wanted.toSorted((a, b) =>
    a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1,
  );
  const operations: Operation[] = [];
  for (const head of newest.slice(0, filter.limit)) operations.push(await withPlan(session, head));
  return operations;
}

export async function readOperation(session: Session, id: string): Promise<Operation | null> {
  const {records} = await readTable(session, heads);
  const head = records.find((each) => each.id === id);
  return head ? withPlan(session, head) : null;
}

/** False when there is no such operation. */
export async function updateOperationState(
  session: Session,
  change: Pick<Operation, 'id' | 'state' | 'endedAt'>,
): Promise<boolean> {
  const {records, digests} = await readTable(session, heads);
  const index = records.findIndex((each) => each.id === change.id);
  const head = records[index];
  if (!head) return false;
  await updateRecords(session, heads, [{digest: digests[index] as Digest, record: {...head, ...change}}]);
  return true;
}

async function withPlan(session: Session, {planDigest, ...head}: OperationHead): Promise<Operation> {
  const [row] = await session.runner.all<Pick<OperationPlanRow, 'plan'>>(selectPlan, [head.id]);
  // A damaged schema may read the column under another name.
  if (typeof row?.plan !== 'string' || hexOf(digestOf(row.plan)) !== planDigest)
    throw new Damage('operation_plans', `the plan of operation ${head.id} is not the one that was written`);
  return {...head, plan: fromJson<Plan>(row.plan)};
}
