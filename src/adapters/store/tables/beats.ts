import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {onlineUntilMs} from '../../../core/domain/liveness.js';
import type {Cluster} from '../../../core/domain/model.js';
import type {
  AddressReport,
  AddressState,
  Beat,
  BeatEnd,
  BeatOutcome,
  BeatReading,
  BeatRequest,
  NewsQuestion,
  Rival,
} from '../../../core/ports/beats.js';
import {clusters} from '../owner-mappings.js';
import type {BeatRow, ClusterRow} from '../schema.js';
import {beatStatements as statements} from './beat-statements.js';
import {expectNotMoved} from './moved.js';
import type {Runner} from './runner.js';

/** Each of the statements may stand alone: whatever was read is checked by the statement that builds on it. */
const mostTries = 5;

/** Agent of a cluster whose last one has ended. */
const nobody = '';

/** One statement for as long as the agent holds its cluster and there is nothing to tell it. */
export async function writeBeat(runner: Runner, request: BeatRequest): Promise<BeatOutcome> {
  const {cluster, known = null} = request;
  if (known !== null && (await repeat(runner, request, known))) return {state: 'beating', cluster, known, rival: null};
  for (let tries = 0; tries < mostTries; tries += 1) {
    const outcome = await decideBeat(runner, request);
    if (outcome) return outcome;
  }
  throw new Failure({
    code: 'BEAT_CONTENDED',
    exit: exitCodes.busy,
    message: `Others were faster each of ${mostTries} times that this agent wanted to beat for cluster ${cluster.id}.`,
    hint: `muster cluster show ${cluster.id} shows who beats for it.`,
    details: {cluster: cluster.id, tries: mostTries},
  });
}

/** False where another agent holds the cluster, or there is other news than that. */
async function repeat(runner: Runner, {cluster, agent, address = null}: BeatRequest, news: number): Promise<boolean> {
  const repeated =
    address === null
      ? runner.run(statements.repeatBeat, [cluster.id, agent, news])
      : runner.run(statements.repeatWithAddress, [address, cluster.id, agent, news]);
  return (await repeated) === 1;
}

/** An agent that does not hold its cluster any more has much to be told. */
export async function hasNews(runner: Runner, {cluster, agent, known}: NewsQuestion): Promise<boolean> {
  const rows = await runner.all(statements.selectNews, [cluster, agent, known]);
  return rows.length === 0;
}

export async function endBeats(runner: Runner, {cluster, agent}: BeatEnd): Promise<void> {
  await runner.run(statements.endBeat, [nobody, cluster, agent]);
}

export async function writeAddressState(runner: Runner, {cluster, agent, state}: AddressReport): Promise<void> {
  await runner.run(statements.updateAddress, [state, cluster, agent]);
}

export async function readBeats(runner: Runner): Promise<BeatReading> {
  const rows = await runner.all<BeatRow>(statements.selectBeats);
  return {now: await runner.now(), beats: rows.map(toBeat)};
}

/**
 * A beat that met something: no row yet, another agent, news. Null when there is more to see. The row is read before the cluster,
 * so that whoever changes the cluster in between raises news that this agent does not know yet.
 */
async function decideBeat(runner: Runner, request: BeatRequest): Promise<BeatOutcome | null> {
  await expectNotMoved(runner);
  const [row] = await runner.all<BeatRow>(statements.selectBeat, [request.cluster.id]);
  const [known] = await runner.all<ClusterRow>(statements.selectCluster, [request.cluster.id]);
  const cluster = known ? clusters.toRecord(known) : null;
  if (cluster?.installation !== request.cluster.installation) return {state: 'gone', installation: cluster?.installation ?? null};
  if (!row) return insertOwn(runner, request);
  const meeting = {request, cluster, row, holder: toBeat(row), now: await runner.now()};
  if (row.agent === request.agent) return beatAgain(runner, meeting);
  return isFree(meeting) ? takeOver(runner, meeting) : standBeside(runner, meeting);
}

interface Meeting {
  readonly request: BeatRequest;
  readonly cluster: Cluster;
  readonly row: BeatRow;
  readonly holder: Beat;
  readonly now: string;
}

function isFree({request, cluster, holder, now}: Meeting): boolean {
  if (holder.agent === null || holder.agent === request.dead) return true;
  return Date.parse(now) > onlineUntilMs(holder.at, cluster.heartbeatSeconds);
}

/** Whoever is first; what the row is then is read by the next try. */
async function insertOwn(runner: Runner, request: BeatRequest): Promise<null> {
  const {cluster, agent, place, pidSpace, host, pid} = request;
  await runner.runUnlessTaken(statements.insertBeat, [agent, place, pidSpace, host, pid, cluster.id, cluster.installation]);
  return null;
}

async function takeOver(runner: Runner, {request, cluster, row}: Meeting): Promise<BeatOutcome | null> {
  const {agent, place, pidSpace, host, pid} = request;
  const parameters = [agent, place, pidSpace, host, pid, row.cluster, row.beat_at, row.agent, row.news];
  if ((await runner.run(statements.takeBeat, parameters)) !== 1) return null;
  return {state: 'beating', cluster, known: row.news, rival: null};
}

/** A rival that has been silent for as long as a cluster may be is forgotten. */
async function beatAgain(runner: Runner, {request, cluster, row, now}: Meeting): Promise<BeatOutcome | null> {
  const rival: Rival | null = row.rival_at === null ? null : {host: row.rival_host ?? '', at: row.rival_at};
  const isSilent = rival !== null && Date.parse(now) > onlineUntilMs(rival.at, cluster.heartbeatSeconds);
  if (isSilent) await runner.run(statements.forgetRival, [row.cluster, row.agent, rival.at]);
  if (!(await repeat(runner, request, row.news))) return null;
  return {state: 'beating', cluster, known: row.news, rival: isSilent ? null : rival};
}

/**
 * Another agent holds the cluster. One of the same place waits for its turn. One of another place, which takes a copied
 * installation, says in the row that it is there; only a holder that beats after that is a conflict: one that does not may have
 * been this very installation, before its machine or its container was started anew.
 */
async function standBeside(runner: Runner, {request, cluster, row, holder}: Meeting): Promise<BeatOutcome> {
  const until = new Date(onlineUntilMs(holder.at, cluster.heartbeatSeconds)).toISOString();
  const waiting: BeatOutcome = {state: 'standing-by', cluster, holder, until};
  if (row.place === request.place) return waiting;
  const isKnown = row.rival_place === request.place && row.rival_at !== null;
  const isAnswered = isKnown && row.beat_at > (row.rival_at ?? '');
  if (!isKnown || isAnswered) await runner.run(statements.announceRival, [request.place, request.host, row.cluster, row.agent]);
  return isAnswered ? {state: 'conflict', cluster, holder} : waiting;
}

function toBeat(row: BeatRow): Beat {
  return {
    cluster: row.cluster,
    installation: row.installation,
    agent: row.agent === nobody ? null : row.agent,
    place: row.place,
    pidSpace: row.pid_space,
    host: row.host,
    pid: row.pid,
    since: row.held_since,
    at: row.beat_at,
    addressState: row.address_state as AddressState | null,
    addressCheckedAt: row.address_checked_at,
    rivalHost: row.rival_host,
    rivalAt: row.rival_at,
  };
}

/** To be called by whoever changes clusters, in the same transaction. */
export async function tellAgents(runner: Runner, changed: readonly string[]): Promise<void> {
  for (const cluster of changed) await runner.run(statements.tellAgent, [cluster]);
}
