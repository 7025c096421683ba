export interface ShellCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to the inherited environment, from which `COMPOSE_*` and `MUSTER_*` are taken out first. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Strings that must never appear in a log or an error. */
  readonly redact?: readonly string[];
}

export interface ShellResult {
  /** 128 plus its number when a signal ended the program. */
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** The program does not exist. */
  readonly missing: boolean;
}

/** A program that goes on beside us until it ends by itself or is told to. */
export interface RunningProgram {
  /** Lines of stdout and stderr as they come; to be read to their end, or the program stops at a full pipe. */
  readonly lines: AsyncIterable<string>;
  stop(): Promise<void>;
}

/** The only door to other programs. Children run in a process group of their own, without a terminal; never throws for an exit code. */
export interface Shell {
  run(command: ShellCommand): Promise<ShellResult>;
  /** Lines of stdout and stderr as they come; ending the iteration ends the program. */
  lines(command: ShellCommand): AsyncIterable<string>;
  /** Starts a program that gets the input and no end of it: whatever becomes of us, the end of its input tells it. */
  start(command: ShellCommand): Promise<RunningProgram>;
}
