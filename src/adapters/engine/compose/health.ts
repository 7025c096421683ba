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
    return failed(`its health check ${saysProbe(look, spec)}`);
  if (state.Status === 'running' && isHealthy(look.detail) && look.nowMs - startedMs >= spec.minHealthyMs) return {kind: 'ready'};
  if (look.nowMs - look.beganMs > patienceMs(spec)) return failed(lateReason(look, spec));
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

function lateReason(look: Look, spec: Pick<ContainerSpec, 'healthcheck'>): string {
  const {State: state} = look.detail;
  const seconds = Math.round((look.nowMs - look.beganMs) / 1000);
  if (state.Status !== 'running') return `it is ${state.Status} (exit code ${state.ExitCode}) after ${seconds} s`;
  return `it is not healthy after ${seconds} s: its health check ${saysProbe(look, spec)}`;
}

const mostOutput = 400;

/** What was asked, how often it failed in a row, and the last that the engine keeps of it. */
function saysProbe({detail: {State: state}}: Look, {healthcheck}: Pick<ContainerSpec, 'healthcheck'>): string {
  const last = state.Health?.Log?.at(-1);
  const asked = healthcheck.asks ?? (typeof healthcheck.test === 'string' ? healthcheck.test : healthcheck.test.join(' '));
  if (!last) return `has not ended once (${asked})`;
  const times = Math.max(state.Health?.FailingStreak ?? 0, 1);
  const output = last.Output.trim().replaceAll(/\s+/g, ' ').slice(0, mostOutput);
  const said = output === '' ? `exit code ${last.ExitCode ?? 'unknown'}, without output` : output;
  return `failed ${times === 1 ? 'once' : `${times} times`}: ${said.includes(asked) ? said : `${asked}: ${said}`}${advice(output)}`;
}

/** For what an image lacks no retry helps. */
function advice(output: string): string {
  return /exec failed.*(?:no such file|not found)/i.test(output)
    ? '; the image has no such program, and its health check needs one'
    : '';
}

function failed(reason: string): Verdict {
  return {kind: 'failed', reason};
}
