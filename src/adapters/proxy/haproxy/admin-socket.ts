import {connect} from 'node:net';

const timeoutMs = 3000;

/** One command of HAProxy's runtime interface, on a connection of its own; HAProxy closes it after the answer. */
export function sendCommand(path: string, command: string, lost?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({path});
    const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const giveUp = () => socket.destroy(new Error('the node is not waited for any longer'));
    if (lost?.aborted) giveUp();
    lost?.addEventListener('abort', giveUp, {once: true});
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      lost?.removeEventListener('abort', giveUp);
      // The near end of a forwarded socket takes every connection, and ends it where the far end is not there.
      if (chunks.length === 0) reject(Object.assign(new Error('it ended the connection'), {code: 'ECONNREFUSED'}));
      resolve(Buffer.concat(chunks).toString('utf8').trim());
    });
    // The master's socket waits for more commands until its client says that there are none.
    socket.end(`${command}\n`);
  });
}
