import {createServer, connect, type Socket} from 'node:net';

export type Cut =
  /** What the client says reaches the server; what the server answers reaches nobody. */
  | 'after'
  /** What the client says reaches nobody. */
  | 'before';

/** Stands between a client and a server, and cuts the connection where it is told to. */
export interface CuttingProxy {
  readonly port: number;
  /** The next time that a client sends this text, once. */
  cutAt(text: string, cut: Cut): void;
  /** How often it has cut. */
  readonly cuts: number;
  close(): Promise<void>;
}

export async function startCuttingProxy(target: {readonly host: string; readonly port: number}): Promise<CuttingProxy> {
  let wanted: {readonly text: string; readonly cut: Cut} | null = null;
  let cuts = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(target.port, target.host);
    const end = () => {
      client.destroy();
      behind.destroy();
      open.delete(client);
    };
    open.add(client);
    let isCut = false;
    client.on('data', (chunk) => {
      const hit = wanted !== null && chunk.includes(wanted.text) ? wanted : null;
      if (hit) {
        wanted = null;
        cuts += 1;
        isCut = true;
        if (hit.cut === 'before') return end();
      }
      behind.write(chunk);
    });
    behind.on('data', (chunk) => (isCut ? end() : client.write(chunk)));
    for (const socket of [client, behind]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as {port: number}).port,
    cutAt: (text, cut) => (wanted = {text, cut}),
    get cuts() {
      return cuts;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
