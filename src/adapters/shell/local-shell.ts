import {constants} from 'node:os';
import type {Options} from 'execa';
import type {RunningProgram, Shell, ShellCommand, ShellResult} from '../../core/ports/shell.js';
import {childEnvironment} from './child-environment.js';
import {redact} from '../../core/domain/redact.js';

export interface LocalShellOptions {
  /** Receives each command as it starts and ends, secrets masked. */
  readonly trace?: (line: string) => void;
}

/** The part of execa's result that is looked at. */
interface ChildResult {
  readonly exitCode?: number | undefined;
  readonly signal?: NodeJS.Signals | undefined;
  readonly code?: string | undefined;
  readonly stdout?: unknown;
  readonly stderr?: unknown;
  readonly timedOut: boolean;
  readonly isMaxBuffer: boolean;
}

const mostOutput = 64 * 1024 * 1024;

export class LocalShell implements Shell {
  readonly #trace: (line: string) => void;

  constructor(options: LocalShellOptions = {}) {
    this.#trace = options.trace ?? (() => {});
  }

  async run(command: ShellCommand): Promise<ShellResult> {
    const {execa} = await import('execa');
    const title = commandTitle(command);
    this.#trace(`$ ${title}`);
    const began = performance.now();
    const result = shellResult(
      await execa(command.file, [...command.args], {...childOptions(command), maxBuffer: mostOutput}),
      command,
    );
    this.#trace(`  exit ${result.exit} after ${Math.round(performance.now() - began)} ms: ${command.file}`);
    return result;
  }

  async *lines(command: ShellCommand): AsyncIterable<string> {
    const {execa} = await import('execa');
    this.#trace(`$ ${commandTitle(command)}`);
    const child = execa(command.file, [...command.args], {...childOptions(command), all: true, buffer: false});
    let ended = false;
    try {
      for await (const line of child.iterable({from: 'all'})) yield redact(line, command.redact ?? []);
      ended = true;
    } finally {
      if (!ended) child.kill();
      await child;
    }
  }

  async start(command: ShellCommand): Promise<RunningProgram> {
    const {execa} = await import('execa');
    this.#trace(`$ ${commandTitle(command)}`);
    const {input = '', ...rest} = command;
    const child = execa(command.file, [...command.args], {...childOptions(rest), stdin: 'pipe', all: true, buffer: false});
    // A program that ends before it has read everything says why in its lines.
    child.stdin.on('error', () => {});
    child.stdin.write(input);
    return {
      lines: child.iterable({from: 'all'}),
      stop: async () => {
        child.kill();
        await child;
      },
    };
  }
}

function childOptions(command: ShellCommand) {
  return {
    env: childEnvironment(process.env, command.env),
    extendEnv: false,
    reject: false,
    // A program that is stopped must not leave its own children (plugins, ssh) behind.
    killDescendants: true,
    forceKillAfterDelay: 2000,
    ...(command.input === undefined ? {stdin: 'ignore' as const} : {input: command.input}),
    ...(command.timeoutMs === undefined ? {} : {timeout: command.timeoutMs}),
    ...(command.signal === undefined ? {} : {cancelSignal: command.signal}),
  } satisfies Options;
}

function shellResult(result: ChildResult, command: ShellCommand): ShellResult {
  const clean = (text: unknown) => redact(typeof text === 'string' ? text : '', command.redact ?? []);
  const missing = result.code === 'ENOENT';
  const stderr = clean(result.stderr);
  return {
    exit: result.exitCode ?? (missing ? 127 : result.signal ? 128 + constants.signals[result.signal] : 1),
    stdout: clean(result.stdout),
    stderr: result.isMaxBuffer ? `${stderr}\nThe output was cut at ${mostOutput} characters.` : stderr,
    timedOut: result.timedOut,
    missing,
  };
}

function commandTitle(command: ShellCommand): string {
  return redact([command.file, ...command.args].join(' '), command.redact ?? []);
}
