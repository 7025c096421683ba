import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {Link} from '../../../core/ports/links.js';
import {exchange, networkError, type SocketAnswer} from './socket-exchange.js';

export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Statuses beside 2xx that the caller understands. */
  readonly accept?: readonly number[];
  readonly timeoutMs?: number;
}

const patienceMs = 10_000;

const knownRefusals = [
  {pattern: /no space left on device/, code: 'DISK_FULL', message: 'The disk is full.', hint: 'docker system df'},
  {
    // Docker's defaults have room for some thirty networks on an engine.
    pattern: /non-overlapping IPv4 address pool|address pools have been fully subnetted/,
    code: 'NETWORKS_FULL',
    message: 'The engine has no address range left for another network.',
    hint: 'docker network prune, or more ranges under default-address-pools in /etc/docker/daemon.json',
  },
] as const;

/** JSON over the Docker Engine's own socket: an answer in about a millisecond where the command line needs thirty. */
export class DockerApi {
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  async get<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    return this.#parse<T>(await this.call(path, {query}));
  }

  /** Null where the engine knows no such thing. */
  async find<T>(path: string): Promise<T | null> {
    const answer = await this.call(path, {accept: [404]});
    return answer.status === 404 ? null : this.#parse<T>(answer);
  }

  async call(path: string, call: ApiCall = {}): Promise<SocketAnswer> {
    const answer = await this.#send(path, call);
    if (answer.status < 300 || call.accept?.includes(answer.status)) return answer;
    const reason = daemonMessage(answer.bytes);
    const facts = {
      exit: exitCodes.stepFailed,
      details: {request: `${call.method ?? 'GET'} ${path}`, status: answer.status, reason},
    };
    const known = knownRefusals.find(({pattern}) => pattern.test(reason));
    if (known) throw new Failure({...facts, code: known.code, message: known.message, hint: known.hint});
    throw new Failure({...facts, code: 'DOCKER_REFUSED', message: `Docker refused: ${reason}`, hint: 'muster doctor'});
  }

  async #send(path: string, call: ApiCall): Promise<SocketAnswer> {
    const query = Object.entries(call.query ?? {})
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join('&');
    const watch = this.#link.watch();
    try {
      return await exchange({
        endpoint: this.#link.endpoint,
        signal: watch.lost,
        path: query ? `${path}?${query}` : path,
        method: call.method ?? 'GET',
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        timeoutMs: call.timeoutMs ?? patienceMs,
      });
    } catch (error) {
      throw await this.#link.explain(error);
    } finally {
      watch.end();
    }
  }

  /** An engine that is killed while it answers leaves half of its JSON. */
  async #parse<T>(answer: SocketAnswer): Promise<T> {
    try {
      return JSON.parse(answer.bytes.toString()) as T;
    } catch {
      throw await this.#link.explain(networkError('ECONNRESET'));
    }
  }
}

function daemonMessage(bytes: Buffer): string {
  const text = bytes.toString().trim();
  try {
    return (JSON.parse(text) as {message?: string}).message ?? text;
  } catch {
    return text;
  }
}
