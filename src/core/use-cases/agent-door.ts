import {Failure} from '../domain/errors.js';
import type {AgentPorts} from '../ports/agent.js';
import type {AgentReport, ListenAddress, Listening} from '../ports/agent-server.js';
import type {AgentEvent} from './agent-events.js';

const askMs = 2000;

export interface DoorRequest {
  readonly address: ListenAddress;
  readonly installation: string;
  readonly report: () => AgentReport;
  readonly onEvent: (event: AgentEvent) => void;
}

/**
 * The address at which an agent answers. Two agents of one installation share it: it is answered by whoever came first, and
 * whoever beats goes on trying until it is free.
 */
export class AgentDoor {
  readonly #ports: AgentPorts;
  readonly #request: DoorRequest;
  #listening: Listening | null = null;
  #refused: string | null = null;

  constructor(ports: AgentPorts, request: DoorRequest) {
    this.#ports = ports;
    this.#request = request;
  }

  /** The URL that is answered from now on; null where an agent of this installation answers it. Fails where anybody else does. */
  async open(): Promise<string | null> {
    try {
      return await this.#listen();
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'LISTEN_TAKEN' || !(await this.#isOurs())) throw error;
      this.#refused = error.code;
      return null;
    }
  }

  /** Of an agent that beats: tells once that the address is not to be had, and takes it when it is. */
  async ensureOpen(): Promise<void> {
    if (this.#listening) return;
    try {
      this.#request.onEvent({event: 'listening', url: await this.#listen()});
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#tellRefusal(error);
    }
  }

  async close(): Promise<void> {
    await this.#listening?.close();
    this.#listening = null;
  }

  async #listen(): Promise<string> {
    const server = await this.#ports.agentServer();
    this.#listening = await server.listen(this.#request.address, this.#request.report);
    this.#refused = null;
    return this.#listening.url;
  }

  async #isOurs(): Promise<boolean> {
    const {host, port} = this.#request.address;
    const probe = await this.#ports.clusterProbe();
    const answer = await probe.ask(`http://${host.includes(':') ? `[${host}]` : host}:${port}`, askMs);
    return answer.kind === 'agent' && answer.identity.installation === this.#request.installation;
  }

  #tellRefusal({code, message}: Failure): void {
    if (this.#refused === code) return;
    this.#refused = code;
    this.#request.onEvent({event: 'listening-later', code, message});
  }
}
