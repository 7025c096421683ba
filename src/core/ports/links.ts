import type {Failure} from '../domain/errors.js';
import type {Node} from '../domain/model.js';
import type {ShellCommand, ShellResult} from './shell.js';

/** `local`: this machine. `ssh`: one connection that lasts as long as the command. `tcp`: Docker's own port with TLS. */
export type LinkKind = 'local' | 'ssh' | 'tcp';

/** Where the engine of a node answers, as seen from this machine. Certificates and key are PEM. */
export type EngineEndpoint =
  | {readonly kind: 'unix'; readonly path: string}
  | {
      readonly kind: 'tls';
      readonly host: string;
      readonly port: number;
      readonly ca: string;
      readonly cert: string;
      readonly key: string;
    };

export interface LinkWatch {
  /** Aborted as soon as it is known that the node can no longer be reached. */
  readonly lost: AbortSignal;
  end(): void;
}

export type DockerCommand = Omit<ShellCommand, 'file'>;

/** Docker's own command line, on the engine of one node. It ends when the node is lost, and then fails with what `explain` says. */
export interface DockerProgram {
  run(command: DockerCommand): Promise<ShellResult>;
  lines(command: DockerCommand): AsyncIterable<string>;
}

/** The way to one node. */
export interface Link {
  readonly kind: LinkKind;
  readonly endpoint: EngineEndpoint;
  readonly docker: DockerProgram;
  /** Group id of the engine's socket on the node; null where it cannot be seen. */
  readonly engineGroup: number | null;
  /** Path on this machine that leads to that unix socket of the node; null over tcp, where nothing but the engine is reached. */
  socketOf(path: string): Promise<string | null>;
  /** Runs a script of `sh` on the node itself; null over tcp. */
  run(script: string): Promise<ShellResult | null>;
  /** For work that could outlast the node. */
  watch(): LinkWatch;
  /** Why the engine gave no answer: the network, the machine, its engine, or a right that is missing. */
  explain(error: unknown): Promise<Failure>;
}

/**
 * The ways to the nodes. A way is opened when it is first asked for and shared by everything that the command does; one that could
 * not be opened is not tried again. Failures (exit 7): `SSH_UNREACHABLE`, `SSH_AUTH`, `SSH_HOST_KEY`, `SSH_FORWARDING`, `SSH_MISSING`,
 * `TCP_UNREACHABLE`, `TLS_FILES_MISSING`, `TLS_UNTRUSTED`, `TLS_REFUSED`, `CONNECT_UNSUPPORTED`.
 */
export interface Links {
  /** How the node is reached, without reaching it. */
  kindOf(node: Node): LinkKind;
  open(node: Node): Promise<Link>;
  close(): Promise<void>;
}
