import {createServer} from 'node:http';
import {hostname} from 'node:os';
import {closeWebSocket, echoWebSocket} from './websocket.js';

const {PORT = '8080', VERSION = 'dev', MUSTER_INSTANCE = hostname(), HELLO_TEST} = process.env;
const ROLE = process.env.MUSTER_ROLE ?? process.env.ROLE ?? 'peer';
const sockets = new Set();
const executions = new Map();
let isHealthy = true;
let isStopping = false;

const routes = {
  '/': () => text(`hello from ${hostname()} role=${ROLE} instance=${MUSTER_INSTANCE} version=${VERSION}\n`),
  '/healthz': () => (isHealthy ? text('ok') : text('failing on request', 500)),
  '/slow': async ({ms}) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return text(`slept ${ms} ms\n`);
  },
  '/echo-headers': (_, request) => json(request.headers),
};

const testRoutes = {
  '/crash': () => process.exit(1),
  '/fail-health': () => {
    isHealthy = !isHealthy;
    return text(isHealthy ? 'healthy\n' : 'unhealthy\n');
  },
  '/freeze': ({ms}) => {
    for (const end = Date.now() + ms; Date.now() < end;);
    return text(`froze for ${ms} ms\n`);
  },
  '/count': ({id}) => {
    executions.set(id, (executions.get(id) ?? 0) + 1);
    console.log(`count id=${id} executions=${executions.get(id)}`);
    return json({id, executions: executions.get(id)});
  },
};

const server = createServer(async (request, response) => {
  const {pathname, searchParams} = URL.parse(request.url, 'http://hello') ?? {};
  const route = routes[pathname] ?? (HELLO_TEST === '1' ? testRoutes[pathname] : undefined);
  const query = {id: searchParams?.get('id') ?? '', ms: Number(searchParams?.get('ms') ?? 0)};
  const {status, type, body} = route ? await route(query, request) : text('not found\n', 404);
  const connection = isStopping ? {Connection: 'close'} : {};
  response.writeHead(status, {'Content-Type': type, 'X-Instance': MUSTER_INSTANCE, ...connection});
  response.end(body);
});

server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  if (request.url !== '/ws') return socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  echoWebSocket(request, socket, head, {'X-Instance': MUSTER_INSTANCE});
});

// A process with number 1 has no default action for these signals: without a handler it would ignore them.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    console.log(`${signal}: finishing what is in flight`);
    isStopping = true;
    server.close(() => process.exit(0));
    for (const socket of sockets) closeWebSocket(socket);
  });
}

server.listen(Number(PORT), () => console.log(`hello ${VERSION} listens on ${PORT} as ${ROLE} ${MUSTER_INSTANCE}`));

function text(body, status = 200) {
  return {status, type: 'text/plain; charset=utf-8', body};
}

function json(value) {
  return {status: 200, type: 'application/json', body: JSON.stringify(value)};
}
