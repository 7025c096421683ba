import type {Node} from '../../../core/domain/model.js';
import type {Clock} from '../../../core/ports/clock.js';
import {notInRotation} from './failures.js';
import type {Ask, Runtime} from './runtime.js';
import {parseSessions, parseStatistics, type ServerState} from './statistics.js';

const pollMs = 50;

export interface Target {
  readonly backends: readonly string[];
  readonly server: string;
}

/** Takes the server out, waits for its sessions in every worker, and returns how many it had to cut. */
export async function drainServer(runtime: Runtime, clock: Clock, request: Target & {readonly drainMs: number}): Promise<number> {
  for (const backend of request.backends) await runtime.ask(`set server ${backend}/${request.server} state drain`);
  const deadline = clock.nowMs() + request.drainMs;
  while ((await countSessions(runtime, request)) > 0) {
    if (clock.nowMs() >= deadline) return cutSessions(runtime, request);
    await clock.sleep(Math.min(pollMs, Math.max(1, deadline - clock.nowMs())));
  }
  return 0;
}

async function countSessions(runtime: Runtime, target: Target): Promise<number> {
  const workers = await runtime.readAllWorkers();
  const all = await Promise.all(workers.map(async (ask) => parseStatistics(await ask('show stat'))));
  return all
    .flat()
    .filter((server) => isTarget(server, target))
    .reduce((sum, {sessions}) => sum + sessions, 0);
}

/** By session, for workers of an earlier configuration refuse `shutdown sessions server`. */
async function cutSessions(runtime: Runtime, target: Target): Promise<number> {
  const workers = await runtime.readAllWorkers();
  const counts = await Promise.all(workers.map((ask) => cutInWorker(ask, target)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function cutInWorker(ask: Ask, {backends, server}: Target): Promise<number> {
  const listed = await ask('show sess');
  const ids = backends.flatMap((backend) => parseSessions(listed, {backend, server}));
  for (const id of ids) await ask(`shutdown session ${id}`);
  return ids.length;
}

export async function returnServer(
  context: {readonly node: Node; readonly runtime: Runtime; readonly clock: Clock},
  request: Target & {readonly timeoutMs: number},
): Promise<void> {
  const {node, runtime, clock} = context;
  for (const backend of request.backends) await runtime.ask(`set server ${backend}/${request.server} state ready`);
  const deadline = clock.nowMs() + request.timeoutMs;
  for (;;) {
    const states = await runtime.readServers();
    const waiting = waitingFor(request, states);
    if (waiting.length === 0) return;
    const isKnown = request.backends.every((backend) =>
      states.some((state) => isTarget(state, {backends: [backend], server: request.server})),
    );
    if (!isKnown || clock.nowMs() >= deadline) throw notInRotation(node, request.server, waiting);
    await clock.sleep(pollMs);
  }
}

function waitingFor(target: Target, states: readonly ServerState[]): readonly string[] {
  return target.backends.flatMap((backend) => {
    const state = states.find((candidate) => isTarget(candidate, {backends: [backend], server: target.server}));
    if (!state) return [`${backend}: no such server`];
    return state.isRunning && state.isChecked && !state.isDrained && !state.isInMaintenance ? [] : [`${backend}: not up`];
  });
}

function isTarget(server: {readonly backend: string; readonly server: string}, target: Target): boolean {
  return server.server === target.server && target.backends.includes(server.backend);
}
