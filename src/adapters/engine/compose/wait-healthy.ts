import type {ContainerSpec} from '../../../core/domain/container.js';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {redact} from '../../../core/domain/redact.js';
import type {ContainerDetail} from './docker-types.js';
import {throwIfAborted, type EngineAccess} from './engine-access.js';
import {judge} from './health.js';
import {parseLog} from './parse.js';

export interface Watched {
  readonly spec: ContainerSpec;
  readonly id: string;
  /** Restarts that happened before we began. */
  readonly restartsBefore: number;
}

export interface Watch {
  readonly containers: readonly Watched[];
  readonly secretValues: readonly string[];
  readonly signal: AbortSignal | undefined;
  /** When the containers were told to start. */
  readonly beganMs: number;
}

const lookEveryMs = 50;

/** Returns when every container is healthy and has stayed up long enough; all are watched, the first that cannot make it ends the wait. */
export async function waitHealthy(access: EngineAccess, watch: Watch): Promise<void> {
  let waiting = watch.containers;
  for (;;) {
    throwIfAborted(watch.signal);
    const ready = await Promise.all(waiting.map((container) => isReady(access, watch, container)));
    waiting = waiting.filter((_container, index) => !ready[index]);
    if (waiting.length === 0) return;
    await access.clock.sleep(lookEveryMs);
  }
}

async function isReady(access: EngineAccess, watch: Watch, container: Watched): Promise<boolean> {
  const detail = await access.api.find<ContainerDetail>(`/containers/${container.id}/json`);
  if (detail === null)
    throw unhealthy(access, container, {
      reason: 'it was removed while it started',
      status: 'removed',
      restarts: 0,
      log: [],
      probe: null,
    });
  // The engine counts from zero again when a container is started by hand.
  const restarts =
    detail.RestartCount < container.restartsBefore ? detail.RestartCount : detail.RestartCount - container.restartsBefore;
  const verdict = judge({detail, restarts, nowMs: access.clock.nowMs(), beganMs: watch.beganMs}, container.spec);
  if (verdict.kind !== 'failed') return verdict.kind === 'ready';
  const clean = (text: string) => redact(text, watch.secretValues);
  const log = (await lastLines(access, detail)).map(clean);
  const probe = detail.State.Health?.Log?.at(-1)?.Output.trim() || null;
  throw unhealthy(access, container, {
    reason: clean(verdict.reason),
    status: detail.State.Health?.Status ?? detail.State.Status,
    restarts,
    log,
    probe: probe && clean(probe),
  });
}

async function lastLines(access: EngineAccess, detail: ContainerDetail): Promise<readonly string[]> {
  const answer = await access.api.call(`/containers/${detail.Id}/logs`, {
    query: {stdout: '1', stderr: '1', tail: '10'},
    accept: [404, 409, 500],
  });
  return answer.status < 300 ? parseLog(answer.bytes, detail.Config.Tty).slice(-10) : [];
}

interface Illness {
  readonly reason: string;
  readonly status: string;
  readonly restarts: number;
  readonly log: readonly string[];
  readonly probe: string | null;
}

function unhealthy(access: EngineAccess, container: Watched, illness: Illness): Failure {
  const {name} = container.spec;
  return new Failure({
    code: 'UNHEALTHY',
    exit: exitCodes.stepFailed,
    subject: `instance ${name}`,
    message: `${name} did not become healthy on node ${access.node}: ${illness.reason}.`,
    hint: `docker logs ${container.id.slice(0, 12)}`,
    details: {container: name, id: container.id, node: access.node, ...illness},
  });
}
