import {Agent, request} from 'node:http';
import {docker} from './docker.js';
import {runLoad, type LoadResult} from './load.js';

export interface Post {
  readonly id: string;
  /** Null: answered with 2xx. */
  readonly failure: string | null;
  readonly sentAt: number;
  readonly endedAt: number;
}

export interface MixedResult {
  readonly gets: LoadResult;
  readonly posts: readonly Post[];
}

export interface MixedLoad {
  stop(): Promise<MixedResult>;
}

/** 500 GET/s and 50 POST/s, the latter with ids by which double execution shows. */
export function startMixedLoad(url: string, {connections = 200, gets = 500, posts = 50} = {}): MixedLoad {
  const stop = new AbortController();
  const reading = runLoad({url, seconds: 600, connections, rate: gets, timeoutMs: 8000, signal: stop.signal});
  const writing = sendPosts(url, posts, stop.signal);
  return {
    stop: async () => {
      stop.abort();
      return {gets: await reading, posts: await writing};
    },
  };
}

async function sendPosts(url: string, rate: number, signal: AbortSignal): Promise<readonly Post[]> {
  const agent = new Agent({keepAlive: true, maxSockets: 50});
  const run = Math.random().toString(36).slice(2, 8);
  const sent: Promise<Post>[] = [];
  for (const startedAt = performance.now(); !signal.aborted;) {
    const due = Math.floor(((performance.now() - startedAt) * rate) / 1000);
    while (sent.length < due) sent.push(sendPost(`${url}count?id=${run}-${sent.length}`, agent));
    await new Promise((resolve) => setTimeout(resolve, 1000 / rate));
  }
  const posts = await Promise.all(sent);
  agent.destroy();
  return posts;
}

function sendPost(url: string, agent: Agent): Promise<Post> {
  const id = url.slice(url.lastIndexOf('=') + 1);
  const sentAt = performance.now();
  return new Promise((resolve) => {
    const finish = (failure: string | null) => resolve({id, failure, sentAt, endedAt: performance.now()});
    const outgoing = request(url, {method: 'POST', agent, timeout: 8000}, (response) => {
      const {statusCode = 0} = response;
      response.resume();
      response.on('end', () => finish(statusCode >= 200 && statusCode < 300 ? null : `http${statusCode}`));
      response.on('error', (error) => finish(error.message));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.on('error', (error) => finish(error.message));
    outgoing.end();
  });
}

/** How often each id was executed, by the logs of all these containers. */
export async function readExecutions(containers: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const container of containers) {
    for (const line of await docker('logs', container)) {
      const id = /^count id=(\S+)/.exec(line)?.[1];
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}

/** Requests that were under way at some moment of that time. */
export function inFlight(posts: readonly Post[], {from, to}: {readonly from: number; readonly to: number}): number {
  return posts.filter((post) => post.sentAt <= to && post.endedAt >= from).length;
}
