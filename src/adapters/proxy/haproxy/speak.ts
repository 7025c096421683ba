import {join} from 'node:path';
import type {Node} from '../../../core/domain/model.js';
import type {Link} from '../../../core/ports/links.js';
import {sendCommand} from './admin-socket.js';
import {askInside} from './ask-inside.js';
import type {ProxyContainer} from './container.js';
import {unreachable} from './failures.js';
import {layout} from './layout.js';
import type {Speak} from './runtime.js';

/** Through sockets in a directory of the node, as far as the link leads there. */
export function throughSockets(node: Node, link: Link, directory: string): Speak {
  return async (socket, command) => {
    const {lost, end} = link.watch();
    try {
      return await sendCommand((await link.socketOf(join(directory, socket))) ?? '', command, lost);
    } catch (error) {
      throw lost.aborted ? await link.explain(error) : unreachable(node, reasonOf(error), error);
    } finally {
      end();
    }
  };
}

/** From inside the container, where only the engine can be reached. */
export function fromInside(node: Node, find: () => Promise<ProxyContainer>): Speak {
  let container: Promise<ProxyContainer> | undefined;
  return async (socket, command) => {
    const answer = await askInside(await (container ??= find()), join(layout.socketDirectory, socket), command);
    if (answer === null) throw unreachable(node, 'it is not running');
    return answer;
  };
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'it is not running';
  if (code === 'EACCES') return 'its socket belongs to another user';
  return (error as Error).message;
}
