import {connect, type Socket} from 'node:net';
import type {EngineEndpoint} from '../../../core/ports/links.js';

export interface SocketRequest {
  readonly endpoint: EngineEndpoint;
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface SocketAnswer {
  readonly status: number;
  readonly bytes: Buffer;
}

/**
 * One request over HTTP/1.0: the engine ends the connection after its answer, so nothing is chunked and nothing kept.
 * Loading node:http for this would take longer than everything else that a look at the engine costs.
 */
export async function exchange(request: SocketRequest): Promise<SocketAnswer> {
  const socket = await socketTo(request.endpoint);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const giveUp = () => socket.destroy(request.signal?.reason as Error);
    if (request.signal?.aborted) giveUp();
    request.signal?.addEventListener('abort', giveUp, {once: true});
    socket.setTimeout(request.timeoutMs, () => socket.destroy(networkError('ETIMEDOUT')));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('error', reject);
    socket.once('close', () => request.signal?.removeEventListener('abort', giveUp));
    socket.once('end', () => {
      const answer = parseAnswer(Buffer.concat(chunks));
      if (answer) resolve(answer);
      else reject(networkError('ECONNRESET'));
    });
    socket.write(requestText(request));
  });
}

async function socketTo(endpoint: EngineEndpoint): Promise<Socket> {
  if (endpoint.kind === 'unix') return connect(endpoint.path);
  const tls = await import('node:tls');
  const {host, port, ca, cert, key} = endpoint;
  return tls.connect({host, port, ca, cert, key});
}
export function networkError(code: string): Error {
  return Object.assign(new Error(code), {code});
}

function requestText(request: SocketRequest): string {
  const head = [`${request.method} ${request.path} HTTP/1.0`, 'Host: docker'];
  if (request.body !== undefined)
    head.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(request.body)}`);
  return `${head.join('\r\n')}\r\n\r\n${request.body ?? ''}`;
}

/** Null where the connection ended before the answer was whole. */
export function parseAnswer(received: Buffer): SocketAnswer | null {
  const end = received.indexOf('\r\n\r\n');
  const head = received.subarray(0, Math.max(end, 0)).toString('latin1');
  const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(head) ?? [];
  if (status === undefined) return null;
  const bytes = received.subarray(end + 4);
  const [, length] = /^content-length: *(\d+)/im.exec(head) ?? [];
  return length !== undefined && bytes.length < Number(length) ? null : {status: Number(status), bytes};
}
