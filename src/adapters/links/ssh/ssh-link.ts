import {randomBytes} from 'node:crypto';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Failure} from '../../../core/domain/errors.js';
import type {DockerProgram, Link, LinkWatch} from '../../../core/ports/links.js';
import type {RunningProgram, Shell, ShellResult} from '../../../core/ports/shell.js';
import {LinkedDocker, unixEnvironment} from '../docker-program.js';
import {forwardArgs, masterArgs, scriptArgs, type SshOptions, type SshTarget} from './argv.js';
import {engineFactsScript, holdScript, parseEngineFacts, type EngineFacts} from './engine-facts.js';
import {connectFailure, engineFailure, forwardingRefused, sshMissing, unreachable, type SshFailureScope} from './failures.js';

const engineSocket = '/var/run/docker.sock';
const scriptMs = 10_000;
const mostLines = 40;

/** Whatever ends ssh, even the end of Muster by `kill -9`, the directory with its sockets goes after it. */
const keeper = 'trap : INT TERM HUP; directory=$1; shift; mkdir -m 700 "$directory" || exit; ssh "$@"; rm -rf "$directory"';

export interface SshRequest {
  readonly shell: Shell;
  readonly node: string;
  readonly target: SshTarget;
  readonly config: string | null;
  /** Longest wait for the machine to answer; logging in may take as long again. */
  readonly timeoutMs: number;
}

/** One ssh connection, over which everything goes: Docker, the balancer's sockets, scripts. */
export class SshLink implements Link {
  readonly kind = 'ssh';
  readonly endpoint: {readonly kind: 'unix'; readonly path: string};
  readonly docker: DockerProgram;
  readonly #request: SshRequest;
  readonly #directory: string;
  readonly #program: RunningProgram;
  readonly #said: string[] = [];
  readonly #lost = new AbortController();
  readonly #forwards = new Map<string, Promise<string>>();
  #facts: EngineFacts = {state: 'ready', group: null};

  private constructor(request: SshRequest, directory: string, program: RunningProgram) {
    this.#request = request;
    this.#directory = directory;
    this.#program = program;
    this.endpoint = {kind: 'unix', path: join(directory, 'docker.sock')};
    this.docker = new LinkedDocker({
      shell: async () => request.shell,
      environment: unixEnvironment(this.endpoint.path),
      link: this,
    });
  }

  static async open(request: SshRequest): Promise<SshLink> {
    // The path of a socket has 107 bytes at most, and ssh adds 17 to it while it makes one.
    const directory = join(tmpdir(), `muster-ssh-${randomBytes(6).toString('hex')}`);
    const options = optionsOf(request, directory);
    const args = masterArgs(options, {local: join(directory, 'docker.sock'), remote: engineSocket});
    const program = await request.shell.start({
      file: 'sh',
      args: ['-c', keeper, 'sh', directory, ...args],
      input: engineFactsScript(engineSocket) + holdScript,
    });
    const link = new SshLink(request, directory, program);
    await link.#ready();
    return link;
  }

  get engineGroup(): number | null {
    return this.#facts.group;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  socketOf(path: string): Promise<string> {
    const known = this.#forwards.get(path);
    if (known) return known;
    const opening = this.#forward(path, join(this.#directory, `${this.#forwards.size}.sock`));
    this.#forwards.set(path, opening);
    return opening;
  }

  run(script: string): Promise<ShellResult> {
    const {shell} = this.#request;
    return shell.run({file: 'ssh', args: scriptArgs(this.#options), input: script, timeoutMs: scriptMs});
  }

  watch(): LinkWatch {
    return {lost: this.lost, end: () => {}};
  }

  async explain(error: unknown): Promise<Failure> {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.lost.aborted) return this.#lostFailure();
    const looked = await this.run(engineFactsScript(engineSocket));
    const facts = looked.stdout
      .split('\n')
      .map(parseEngineFacts)
      .find((found) => found !== null);
    if (this.lost.aborted) return this.#lostFailure();
    if (!facts) return unreachable(this.#scope, 'it does not answer any more', this.#said);
    // The account may use the socket, somebody listens, and the ssh server does not lead there.
    if (facts.state === 'ready' && this.#said.some((line) => /channel \d+: open failed/.test(line)))
      return forwardingRefused(this.#scope, this.#said);
    return engineFailure(this.#scope, facts, reason);
  }

  async close(): Promise<void> {
    await this.#program.stop();
    await rm(this.#directory, {recursive: true, force: true});
  }

  /** Waits for the first word of the node, and reads on for as long as the connection lasts. */
  async #ready(): Promise<void> {
    const {timeoutMs} = this.#request;
    let tooLate = false;
    const facts = await new Promise<EngineFacts | null>((resolve) => {
      const timer = setTimeout(() => {
        tooLate = true;
        resolve(null);
      }, 2 * timeoutMs);
      void this.#read(resolve).finally(() => {
        clearTimeout(timer);
        this.#lost.abort();
        resolve(null);
      });
    });
    if (facts) {
      this.#facts = facts;
      return;
    }
    await this.close();
    if (tooLate) throw unreachable(this.#scope, `it took more than ${2 * timeoutMs} ms to log in`, this.#said);
    if (this.#said.some((line) => /ssh: not found|command not found/.test(line))) throw sshMissing(this.#scope);
    throw connectFailure(this.#scope, this.#said);
  }

  async #read(found: (facts: EngineFacts) => void): Promise<void> {
    for await (const line of this.#program.lines) {
      const facts = parseEngineFacts(line);
      if (facts) found(facts);
      else if (this.#said.push(line) > mostLines) this.#said.shift();
    }
  }

  async #forward(remote: string, local: string): Promise<string> {
    const args = forwardArgs(this.#options, {local, remote});
    const result = await this.#request.shell.run({file: 'ssh', args, timeoutMs: scriptMs});
    if (result.exit === 0) return local;
    throw this.lost.aborted ? this.#lostFailure() : forwardingRefused(this.#scope, result.stderr.split('\n'));
  }

  #lostFailure(): Failure {
    return unreachable(this.#scope, 'the connection was lost', this.#said);
  }

  get #options(): SshOptions {
    return optionsOf(this.#request, this.#directory);
  }

  get #scope(): SshFailureScope {
    return this.#request;
  }
}

function optionsOf({target, config, timeoutMs}: SshRequest, directory: string): SshOptions {
  return {target, config, timeoutMs, control: join(directory, 'control')};
}
