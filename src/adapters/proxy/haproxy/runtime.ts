import {join} from 'node:path';
import type {Node} from '../../../core/domain/model.js';
import {sendCommand} from './admin-socket.js';
import {unreachable} from './failures.js';
import {type ConfigurationMark, parseMark} from './render.js';
import {
  parseServerStates,
  parseStatistics,
  parseWorkers,
  type ServerState,
  type ServerStatistics,
  type Workers,
} from './statistics.js';

/** Asks one HAProxy process. */
export type Ask = (command: string) => Promise<string>;

/** The process that takes new connections, and the configuration it runs with. */
export interface RunningWorker {
  readonly pid: number;
  readonly mark: ConfigurationMark | null;
}

/** The running HAProxy of one node, through its two sockets. */
export class Runtime {
  readonly #node: Node;
  readonly #directory: string;

  constructor(node: Node, directory: string) {
    this.#node = node;
    this.#directory = directory;
  }

  readonly ask: Ask = (command) => this.#send('admin.sock', command);

  async readWorker(): Promise<RunningWorker> {
    const text = await this.ask('show info');
    return {pid: Number(/^Pid: (\d+)$/m.exec(text)?.[1] ?? 0), mark: parseMark(text)};
  }

  async readServers(): Promise<readonly ServerState[]> {
    return parseServerStates(await this.ask('show servers state'));
  }

  async readStatistics(): Promise<readonly ServerStatistics[]> {
    return parseStatistics(await this.ask('show stat'));
  }

  async readWorkers(): Promise<Workers> {
    return parseWorkers(await this.#send('master.sock', 'show proc'));
  }

  /** Every worker that may still have sessions, the current one first. */
  async readAllWorkers(): Promise<readonly Ask[]> {
    const {old} = await this.readWorkers();
    return [
      this.ask,
      ...old.map(
        (pid): Ask =>
          (command) =>
            this.#send('master.sock', `@!${pid} ${command}`),
      ),
    ];
  }

  async #send(socket: string, command: string): Promise<string> {
    try {
      return await sendCommand(join(this.#directory, socket), command);
    } catch (error) {
      throw unreachable(this.#node, reasonOf(error), error);
    }
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'it is not running';
  if (code === 'EACCES') return 'its socket belongs to another user';
  return (error as Error).message;
}
