import {Agent, request, type IncomingMessage, type RequestOptions} from 'node:http';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {socketFailure} from './socket-failure.js';

export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Statuses beside 2xx that the caller understands. */
  readonly accept?: readonly number[];
  readonly timeoutMs?: number;
}

export interface ApiAnswer {
  readonly status: number;
  readonly bytes: Buffer;
}

const patienceMs = 10_000;

/** JSON over the Docker Engine's unix socket: an answer in about a millisecond where the command line needs thirty. */
export class DockerApi {
  readonly #agent = new Agent({keepAlive: true, maxSockets: 8});
  readonly #socketPath: string;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  async get<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    return JSON.parse((await this.call(path, {query})).bytes.toString()) as T;
  }

  /** Null where the engine knows no such thing. */
  async find<T>(path: string): Promise<T | null> {
    const answer = await this.call(path, {accept: [404]});
    return answer.status === 404 ? null : JSON.parse(answer.bytes.toString()) as T;
  }

  async call(path: string, call: ApiCall = {}): Promise<ApiAnswer> {
    const answer = await this.#send(path, call);
    if (answer.status < 300 || call.accept?.includes(answer.status)) return answer;
    const reason = daemonMessage(answer.bytes);
    throw new Failure({
      code: 'DOCKER_REFUSED', exit: exitCodes.stepFailed, message: `Docker refused: ${reason}`, hint: 'muster doctor',
      details: {request: `${call.method ?? 'GET'} ${path}`, status: answer.status, reason},
    });
  }

  async #send(path: string, call: ApiCall): Promise<ApiAnswer> {
    const query = new URLSearchParams(call.query).toString();
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const options = {
      agent: this.#agent, socketPath: this.#socketPath, path: query ? `${path}?${query}` : path, method: call.method ?? 'GET',
      headers: {Host: 'docker', ...(body === undefined ? {} : {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body)})},
      signal: AbortSignal.timeout(call.timeoutMs ?? patienceMs),
    };
    try {
      return await exchange(options, body);
    } catch (error) {
      throw await socketFailure(error, this.#socketPath);
    }
  }
}

async function exchange(options: RequestOptions, body: string | undefined): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => resolve(collect(response)));
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // A connection kept from before a restart of the engine; the request never reached it.
      const stale = sent.reusedSocket && options.method === 'GET' && error.code === 'ECONNRESET';
      if (stale) resolve(exchange({...options, agent: false}, body));
      else reject(error);
    });
    sent.end(body);
  });
}

async function collect(response: IncomingMessage): Promise<ApiAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {status: response.statusCode ?? 0, bytes: Buffer.concat(chunks)};
}

function daemonMessage(bytes: Buffer): string {
  const text = bytes.toString().trim();
  try {
    return (JSON.parse(text) as {message?: string}).message ?? text;
  } catch {
    return text;
  }
}
