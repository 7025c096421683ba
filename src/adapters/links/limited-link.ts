import {exitCodes, Failure} from '../../core/domain/errors.js';
import {formatDuration} from '../../core/domain/values/durations.js';
import type {DockerCommand, DockerProgram, EngineEndpoint, Link, LinkKind, LinkWatch} from '../../core/ports/links.js';
import type {ShellResult} from '../../core/ports/shell.js';

/** How long nodes may take to answer all that a command asks them. */
export interface AnswerLimit {
  readonly limitMs: number;
  /** Aborted when that time is over. */
  readonly over: AbortSignal;
}

/** What the work comes to, unless the node takes longer over it than it may; then the work is left to itself. */
export async function withinLimit<T>(node: string, {limitMs, over}: AnswerLimit, work: Promise<T>): Promise<T> {
  let stop = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    stop = () => reject(tooLate(node, limitMs));
  });
  if (over.aborted) stop();
  over.addEventListener('abort', stop, {once: true});
  try {
    return await Promise.race([work, late]);
  } finally {
    over.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

/** A way to a node that is not waited for longer than the command may take: other nodes are told of all the same. */
export class LimitedLink implements Link {
  readonly kind: LinkKind;
  readonly endpoint: EngineEndpoint;
  readonly engineGroup: number | null;
  readonly docker: DockerProgram;
  readonly #link: Link;
  readonly #node: string;
  readonly #limit: AnswerLimit;

  constructor(node: string, link: Link, limit: AnswerLimit) {
    this.kind = link.kind;
    this.endpoint = link.endpoint;
    this.engineGroup = link.engineGroup;
    this.#link = link;
    this.#node = node;
    this.#limit = limit;
    this.docker = {run: (command) => this.#runDocker(command), lines: (command) => this.#dockerLines(command)};
  }

  socketOf(path: string): Promise<string | null> {
    return withinLimit(this.#node, this.#limit, this.#link.socketOf(path));
  }

  run(script: string): Promise<ShellResult | null> {
    return withinLimit(this.#node, this.#limit, this.#link.run(script));
  }

  watch(): LinkWatch {
    const {lost, end} = this.#link.watch();
    return {lost: AbortSignal.any([lost, this.#limit.over]), end};
  }

  async explain(error: unknown): Promise<Failure> {
    this.#refuseLate();
    return withinLimit(this.#node, this.#limit, this.#link.explain(error));
  }

  async #runDocker(command: DockerCommand): Promise<ShellResult> {
    const result = await this.#link.docker.run(this.#bounded(command));
    this.#refuseLate();
    return result;
  }

  async *#dockerLines(command: DockerCommand): AsyncGenerator<string> {
    yield* this.#link.docker.lines(this.#bounded(command));
    this.#refuseLate();
  }

  #bounded(command: DockerCommand): DockerCommand {
    const {over} = this.#limit;
    return {...command, signal: command.signal ? AbortSignal.any([command.signal, over]) : over};
  }

  #refuseLate(): void {
    if (this.#limit.over.aborted) throw tooLate(this.#node, this.#limit.limitMs);
  }
}

function tooLate(node: string, limitMs: number): Failure {
  return new Failure({
    code: 'TIMED_OUT',
    exit: exitCodes.outside,
    subject: `node ${node}`,
    message: `Node ${node} did not answer within --timeout ${formatDuration(limitMs)}.`,
    hint: 'Give it longer with --timeout',
    details: {node, timeoutMs: limitMs},
  });
}
