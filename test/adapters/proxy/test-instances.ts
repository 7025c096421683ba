import {createHash} from 'node:crypto';
import {createServer, type Server} from 'node:http';
import type {Socket} from 'node:net';

export interface TestInstance {
  readonly port: number;
  /** Upgraded connections that are open. */
  readonly sockets: ReadonlySet<Socket>;
  setHealthy(isHealthy: boolean): void;
  stop(): Promise<void>;
}

/** An app that tells its name and the headers it got, answers slowly at `/slow` and echoes raw bytes after an upgrade. */
export async function startInstance(name: string, port: number): Promise<TestInstance> {
  const sockets = new Set<Socket>();
  let isHealthy = true;
  const server: Server = createServer((request, response) => {
    response.setHeader('X-Instance', name);
    response.statusCode = request.url === '/health' && !isHealthy ? 500 : 200;
    const answer = (): void => void response.end(JSON.stringify({name, url: request.url, headers: request.headers}));
    if (request.url?.startsWith('/slow')) setTimeout(answer, 1500);
    else answer();
  });
  // HAProxy keeps idle connections for later requests; the app must not be the one who closes them.
  server.keepAliveTimeout = 120_000;
  server.on('upgrade', (request, socket: Socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nX-Instance: ${name}\r\n\r\n`,
    );
    sockets.add(socket);
    socket.on('data', (chunk) => socket.write(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    port,
    sockets,
    setHealthy: (value) => {
      isHealthy = value;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
