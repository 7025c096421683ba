import type {Command} from '@oclif/core/command';
import type {Config} from '@oclif/core/config';
import {readContextFile, readUsableContext, standIn} from './context-file.js';
import type {Declaration} from './declared.js';
import {readPaths} from './paths.js';

export type CommandClass = (new (argv: string[], config: Config) => Command) &
  Declaration & {
    id?: string;
    readonly describesCommands?: boolean;
    readonly ignoresContext?: boolean;
    readonly outlivesContext?: boolean;
  };

/** The package as it was built and installed. */
export interface Installed {
  /** Folder of the package. */
  readonly root: string;
  /** By id, `node:add`; a command is loaded when it is asked for. */
  readonly commands: Readonly<Record<string, CommandClass>>;
  /** From `package.json`, as it was when the package was built. */
  readonly about: Pick<Config['pjson'], 'name' | 'version' | 'description' | 'oclif'>;
}

export interface FoundCommand {
  readonly command: CommandClass;
  readonly argv: readonly string[];
}

/** The command that the line names without doubt; null where oclif has more to say: help, topics, and commands that do not exist. */
export function findCommand(commands: Installed['commands'], argv: readonly string[]): FoundCommand | null {
  if (asksForHelp(argv)) return null;
  const end = argv.findIndex((argument) => argument.startsWith('-') || argument.includes('='));
  const words = end < 0 ? argv : argv.slice(0, end);
  for (let length = words.length; length > 0; length -= 1) {
    const id = words.slice(0, length).join(':');
    if (!Object.hasOwn(commands, id)) continue;
    const command = commands[id] as CommandClass;
    const isSubcommandMeant = length < words.length && Object.keys(command.args).length === 0;
    return command.describesCommands || isSubcommandMeant ? null : {command: named(command, id), argv: argv.slice(length)};
  }
  return null;
}

/** A command's class learns its id where it is looked up. */
export function named(command: CommandClass, id: string): CommandClass {
  command.id = id;
  return command;
}

export function asksForHelp(argv: readonly string[]): boolean {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  return own.includes('--help') || own.includes('-h');
}

/** Runs the command as oclif would, without loading the rest of oclif first. */
export async function runCommand(config: Config, {command, argv}: FoundCommand): Promise<void> {
  if (!command.describesCommands && !command.ignoresContext) {
    const {context} = readPaths(process.env);
    standIn(process.env, command.outlivesContext ? readUsableContext(context).values : readContextFile(context));
  }
  // `Command.run` would find out everything that `RunningConfig` leaves out.
  const running = new command([...argv], config) as unknown as {_run(): Promise<unknown>};
  await running._run();
}
