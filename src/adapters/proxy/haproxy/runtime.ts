import {checkedFor} from './configured-servers.js';
import {type ConfigurationMark, parseMark} from './render.js';
import {
  parseServerStates,
  parseStatistics,
  parseWorkers,
  type ServerState,
  type ServerStatistics,
  type Workers,
} from './statistics.js';

/** Says a command to one of the balancer's two sockets; fails with `PROXY_UNREACHABLE` where it does not answer. */
export type Speak = (socket: 'admin.sock' | 'master.sock', command: string) => Promise<string>;

/** Asks one HAProxy process. */
export type Ask = (command: string) => Promise<string>;

/** The process that takes new connections, and the configuration it runs with. */
export interface RunningWorker {
  readonly pid: number;
  readonly mark: ConfigurationMark | null;
}

/** The running HAProxy of one node, through its two sockets. */
export class Runtime {
  readonly #speak: Speak;

  constructor(speak: Speak) {
    this.#speak = speak;
  }

  readonly ask: Ask = (command) => this.#speak('admin.sock', command);

  async readWorker(): Promise<RunningWorker> {
    const text = await this.ask('show info');
    return {pid: Number(/^Pid: (\d+)$/m.exec(text)?.[1] ?? 0), mark: parseMark(text)};
  }

  async readServers(): Promise<readonly ServerState[]> {
    const {own, checks} = apart(parseServerStates(await this.ask('show servers state')));
    return own.map((state) => {
      const check = checks.find((candidate) => isOf(candidate, state));
      return check ? {...state, isChecked: check.isChecked, checkedIn: check.backend} : state;
    });
  }

  async readStatistics(): Promise<readonly ServerStatistics[]> {
    const {own, checks} = apart(parseStatistics(await this.ask('show stat')));
    return own.map((server) => ({...server, check: (checks.find((candidate) => isOf(candidate, server)) ?? server).check}));
  }

  async readWorkers(): Promise<Workers> {
    return parseWorkers(await this.#speak('master.sock', 'show proc'));
  }

  /** Every worker that may still have sessions, the current one first. */
  async readAllWorkers(): Promise<readonly Ask[]> {
    const {old} = await this.readWorkers();
    return [
      this.ask,
      ...old.map(
        (pid): Ask =>
          (command) =>
            this.#speak('master.sock', `@!${pid} ${command}`),
      ),
    ];
  }
}

interface Named {
  readonly backend: string;
  readonly server: string;
}

/** Servers that take requests, and those that are only asked for them. */
function apart<T extends Named>(servers: readonly T[]): {readonly own: readonly T[]; readonly checks: readonly T[]} {
  return {
    own: servers.filter(({backend}) => checkedFor(backend) === null),
    checks: servers.filter(({backend}) => checkedFor(backend) !== null),
  };
}

function isOf(check: Named, {backend, server}: Named): boolean {
  return check.server === server && checkedFor(check.backend) === backend;
}
