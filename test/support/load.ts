import {Agent, request} from 'node:http';

export interface LoadOptions {
  readonly url: string;
  /** One of the two ends the load. */
  readonly seconds?: number;
  readonly requests?: number;
  readonly connections?: number;
  readonly keepAlive?: boolean;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Requests a second over all connections; absent is as fast as it goes. */
  readonly rate?: number;
  /** Ends the load early. */
  readonly signal?: AbortSignal;
}

export interface LoadResult {
  readonly ok: number;
  readonly failed: number;
  /** Failures by kind: `http503`, `ECONNRESET`, `timeout`, … */
  readonly kinds: Readonly<Record<string, number>>;
  /** Answers by the `X-Instance` header. */
  readonly byInstance: Readonly<Record<string, number>>;
  /** When each instance's first answer was sent for, and its last, by `performance.now()`. */
  readonly seen: Readonly<Record<string, {readonly firstMs: number; readonly lastMs: number}>>;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Answer {
  readonly kind: string | null;
  readonly instance: string;
}

/** Sends requests over many connections at once; anything but a complete 2xx answer counts as failed, nothing is repeated. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const {connections = 1, seconds = Number.POSITIVE_INFINITY, requests = Number.POSITIVE_INFINITY} = options;
  if (!Number.isFinite(seconds) && !Number.isFinite(requests)) throw new Error('A load needs seconds or requests.');
  const tally = {
    ok: 0,
    failed: 0,
    kinds: {} as Record<string, number>,
    byInstance: {} as Record<string, number>,
    seen: {} as Record<string, {firstMs: number; lastMs: number}>,
    times: [] as number[],
  };
  const end = performance.now() + seconds * 1000;
  const gapMs = options.rate === undefined ? 0 : (connections * 1000) / options.rate;
  let left = requests;
  await Promise.all(
    Array.from({length: connections}, async (_, index) => {
      const agent = new Agent({keepAlive: options.keepAlive ?? true, maxSockets: 1});
      await wait((gapMs * index) / connections);
      while (left > 0 && performance.now() < end && !options.signal?.aborted) {
        left -= 1;
        const began = performance.now();
        count(tally, await sendOne(options, agent), began);
        await wait(gapMs - (performance.now() - began));
      }
      agent.destroy();
    }),
  );
  const times = tally.times.sort((a, b) => a - b);
  const quantile = (part: number): number =>
    Math.round((times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0) * 10) / 10;
  return {
    ok: tally.ok,
    failed: tally.failed,
    kinds: tally.kinds,
    byInstance: tally.byInstance,
    seen: tally.seen,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
  };
}

function count(
  tally: {
    ok: number;
    failed: number;
    kinds: Record<string, number>;
    byInstance: Record<string, number>;
    seen: Record<string, {firstMs: number; lastMs: number}>;
    times: number[];
  },
  answer: Answer,
  began: number,
): void {
  if (answer.kind !== null) {
    tally.failed += 1;
    tally.kinds[answer.kind] = (tally.kinds[answer.kind] ?? 0) + 1;
    return;
  }
  tally.ok += 1;
  tally.times.push(performance.now() - began);
  const firstMs = Math.min(tally.seen[answer.instance]?.firstMs ?? began, began);
  tally.seen[answer.instance] = {firstMs, lastMs: Math.max(tally.seen[answer.instance]?.lastMs ?? began, began)};
  tally.byInstance[answer.instance] = (tally.byInstance[answer.instance] ?? 0) + 1;
}

function sendOne({url, method = 'GET', headers = {}, timeoutMs = 5000}: LoadOptions, agent: Agent): Promise<Answer> {
  return new Promise((resolve) => {
    const outgoing = request(url, {method, headers, agent}, (response) => {
      const instance = String(response.headers['x-instance'] ?? 'unknown');
      const {statusCode = 0} = response;
      response.resume();
      response.on('end', () =>
        finish(statusCode >= 200 && statusCode < 300 && response.complete ? null : `http${statusCode}`, instance),
      );
      response.on('error', (error: NodeJS.ErrnoException) => finish(`body:${error.code ?? error.message}`));
    });
    const timer = setTimeout(() => outgoing.destroy(Object.assign(new Error('timeout'), {code: 'timeout'})), timeoutMs);
    const finish = (kind: string | null, instance = 'unknown'): void => {
      clearTimeout(timer);
      resolve({kind, instance});
    };
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      finish(`${outgoing.reusedSocket ? 'reused:' : ''}${error.code ?? error.message}`),
    );
    outgoing.end();
  });
}

function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
