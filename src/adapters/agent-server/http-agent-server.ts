import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {AgentReport, AgentServer, ListenAddress, Listening} from '../../core/ports/agent-server.js';
import {renderMetrics} from './metrics.js';
import {readProcess} from './process-measures.js';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

type Page = (report: AgentReport) => Answer | Promise<Answer>;

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body)}\n`,
});

const pages: Readonly<Record<string, Page>> = {
  '/identity': ({identity}) => json(200, identity),
  '/healthz': ({health}) => json(health.healthy ? 200 : 503, health),
  '/metrics': async (report) => ({
    status: 200,
    type: 'text/plain; version=0.0.4; charset=utf-8',
    body: renderMetrics(report, await readProcess()),
  }),
};

/** Whoever asks has one line to send, and there is nothing to wait for. */
const limits = {
  requestTimeout: 5000,
  headersTimeout: 5000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 8192,
};
const mostConnections = 64;

export class HttpAgentServer implements AgentServer {
  async listen(address: ListenAddress, report: () => AgentReport): Promise<Listening> {
    const server = createServer(limits, (request, response) => void answer(request, response, report));
    server.maxConnections = mostConnections;
    await begin(server, address);
    const {port} = server.address() as {readonly port: number};
    return {url: urlOf({...address, port}), close: () => end(server)};
  }
}

function urlOf({host, port}: ListenAddress): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function begin(server: Server, {host, port}: ListenAddress): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(failureOf(error, {host, port})));
    server.listen({host, port, exclusive: true}, resolve);
  });
  server.removeAllListeners('error');
  // A connection that cannot be accepted, for want of descriptors, is the asker's to try again.
  server.on('error', () => undefined);
}

async function end(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, report: () => AgentReport): Promise<void> {
  const {status, type, body} = await answerTo(request, report);
  const text = Buffer.from(body);
  response.writeHead(status, {
    'content-type': type,
    'content-length': text.length,
    'cache-control': 'no-store',
    ...(status === 405 ? {allow: 'GET, HEAD'} : {}),
    // What was sent along with a request that is refused is not read.
    ...(status === 405 ? {connection: 'close'} : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

async function answerTo({method, url = '/'}: IncomingMessage, report: () => AgentReport): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return json(405, {error: 'Only GET and HEAD are answered.'});
  const path = url.replace(/[?#].*$/s, '');
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  return page ? page(report()) : json(404, {error: 'There are /identity, /healthz and /metrics.'});
}

function failureOf(error: NodeJS.ErrnoException, {host, port}: ListenAddress): Failure {
  const where = urlOf({host, port}).slice('http://'.length);
  const problems: Readonly<Record<string, {readonly code: string; readonly message: string; readonly hint: string}>> = {
    EADDRINUSE: {
      code: 'LISTEN_TAKEN',
      message: `Another program listens on ${where}.`,
      hint: 'Choose another port: `muster agent run --listen HOST:PORT`',
    },
    EACCES: {
      code: 'LISTEN_FORBIDDEN',
      message: `This user may not listen on ${where}.`,
      hint: 'Choose a port from 1024 on: `muster agent run --listen HOST:PORT`',
    },
    EADDRNOTAVAIL: {
      code: 'LISTEN_ELSEWHERE',
      message: `${host} is no address of this machine.`,
      hint: 'Choose one that it has: `muster agent run --listen HOST:PORT`',
    },
  };
  const problem = problems[error.code ?? ''] ?? {
    code: 'LISTEN_IMPOSSIBLE',
    message: `Nothing can listen on ${where}: ${error.message}.`,
    hint: 'Choose another address: `muster agent run --listen HOST:PORT`',
  };
  return new Failure({...problem, exit: exitCodes.outside, subject: `address ${where}`, details: {host, port}, cause: error});
}
