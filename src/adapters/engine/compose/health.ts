import type {ContainerSpec} from '../../../core/domain/container.js';
import type {ContainerDetail} from './docker-types.js';

export type Verdict = {readonly kind: 'ready'} | {readonly kind: 'waiting'} | {readonly kind: 'failed'; readonly reason: string};

export interface Look {
  readonly detail: ContainerDetail;
  /** Restarts since we began to watch. */
  readonly restarts: number;
  readonly nowMs: number;
  readonly beganMs: number;
}

const mostRestarts = 3;
/** Start and probe of a busy machine take their time beyond what the health check allows. */
const slackMs = 2000;

/** What one look at a starting container says. A container that crashes is restarted by the engine, so one crash proves nothing. */
export function judge(look: Look, spec: Pick<ContainerSpec, 'healthcheck' | 'minHealthyMs'>): Verdict {
  const {State: state} = look.detail;
  const startedMs = Date.parse(state.StartedAt);
  if (look.restarts >= mostRestarts)
    return failed(`it restarted ${look.restarts} times (exit code ${state.ExitCode}${state.OOMKilled ? ', out of memory' : ''})`);
  if (state.Status === 'running' && state.Health?.Status === 'unhealthy' && startedMs >= look.beganMs)
    return failed('its health check fails');
  if (state.Status === 'running' && isHealthy(look.detail) && look.nowMs - startedMs >= spec.minHealthyMs) return {kind: 'ready'};
  if (look.nowMs - look.beganMs > patienceMs(spec)) return failed(lateReason(look));
  return {kind: 'waiting'};
}

/** Longest time after which the engine itself has made up its mind. */
export function patienceMs(spec: Pick<ContainerSpec, 'healthcheck' | 'minHealthyMs'>): number {
  const {startPeriodMs, intervalMs, timeoutMs, retries} = spec.healthcheck;
  return Math.max(startPeriodMs + retries * (intervalMs + timeoutMs), spec.minHealthyMs) + slackMs;
}

function isHealthy(detail: ContainerDetail): boolean {
  const status = detail.State.Health?.Status ?? 'none';
  return status === 'healthy' || status === 'none';
}

function lateReason(look: Look): string {
  const {State: state} = look.detail;
  const seconds = Math.round((look.nowMs - look.beganMs) / 1000);
  if (state.Status !== 'running') return `it is ${state.Status} (exit code ${state.ExitCode}) after ${seconds} s`;
  return `its health check has not passed after ${seconds} s`;
}

function failed(reason: string): Verdict {
  return {kind: 'failed', reason};
}
