import type {Node} from '../../../core/domain/model.js';
import type {Clock} from '../../../core/ports/clock.js';
import {notInRotation} from './failures.js';
import type {Ask, Runtime} from './runtime.js';
import {parseSessions, parseStatistics, type ServerState, type ServerStatistics} from './statistics.js';

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

export interface Awaited {
  readonly backends: readonly string[];
  readonly servers: readonly string[];
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

interface RotationContext {
  readonly node: Node;
  readonly runtime: Runtime;
  readonly clock: Clock;
}

export async function returnServer(
  context: RotationContext,
  {backends, server, timeoutMs}: Target & {readonly timeoutMs: number},
): Promise<void> {
  for (const backend of backends) await context.runtime.ask(`set server ${backend}/${server} state ready`);
  await awaitServers(context, {backends, servers: [server], timeoutMs});
}

/** Ends at once where a server is not configured: no waiting makes it be there. */
export async function awaitServers({node, runtime, clock}: RotationContext, request: Awaited): Promise<void> {
  const startedMs = clock.nowMs();
  for (;;) {
    const waiting = waitingFor(request, await runtime.readServers());
    const [first] = waiting;
    if (!first) return;
    const waitedMs = clock.nowMs() - startedMs;
    if (waiting.some(({isKnown}) => !isKnown) || waitedMs >= request.timeoutMs || request.signal?.aborted) {
      const statistics = await runtime.readStatistics();
      throw notInRotation(node, {
        server: first.server,
        waitedMs,
        waiting: waiting.map((server) => ({...server, check: checkOf(statistics, server)})),
      });
    }
    await clock.sleep(pollMs);
  }
}

interface Waiting {
  readonly backend: string;
  readonly server: string;
  readonly isKnown: boolean;
}

function waitingFor({backends, servers}: Awaited, states: readonly ServerState[]): readonly Waiting[] {
  return backends.flatMap((backend) =>
    servers.flatMap((server) => {
      const state = states.find((candidate) => isTarget(candidate, {backends: [backend], server}));
      const isUp = state?.isRunning && state.isChecked && !state.isDrained && !state.isInMaintenance;
      return isUp ? [] : [{backend, server, isKnown: state !== undefined}];
    }),
  );
}

function checkOf(statistics: readonly ServerStatistics[], {backend, server}: Waiting): string | null {
  return statistics.find((candidate) => candidate.backend === backend && candidate.server === server)?.check ?? null;
}

function isTarget(server: {readonly backend: string; readonly server: string}, target: Target): boolean {
  return server.server === target.server && target.backends.includes(server.backend);
}
