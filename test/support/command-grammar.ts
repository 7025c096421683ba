import type {Command} from '@oclif/core/command';
import {Config} from '@oclif/core/config';
import * as Flags from '@oclif/core/flags';
import {parse} from '@oclif/core/parser';
import {builtCli} from './built-cli.js';

export type CommandClass = typeof Command & {readonly mutates?: boolean};

export interface KnownCommand {
  /** `node:add`. */
  readonly id: string;
  readonly command: CommandClass;
}

/** Every command that is shown, as it was built. */
export function knownCommands(): Promise<readonly KnownCommand[]> {
  return (known ??= load());
}

let known: Promise<readonly KnownCommand[]> | undefined;

async function load(): Promise<readonly KnownCommand[]> {
  const config = await Config.load({root: await builtCli()});
  const ids = config.commands
    .filter((command) => !command.hidden)
    .map((command) => command.id)
    .sort();
  return Promise.all(
    ids.map(async (id) => ({id, command: (await config.findCommand(id, {must: true}).load()) as unknown as CommandClass})),
  );
}

export const flagsOf = (command: CommandClass) => ({...command.baseFlags, ...command.flags});

/** Null when the command line, without `muster`, parses. */
export async function problemOfWords(words: readonly string[]): Promise<string | null> {
  const found = (await knownCommands()).filter(({id}) => words.slice(0, id.split(':').length).join(':') === id).at(-1);
  if (!found) return 'there is no such command';
  const {command, id} = found;
  try {
    await parse(words.slice(id.split(':').length), {
      args: command.args,
      flags: {...flagsOf(command), json: Flags.boolean()},
      strict: command.strict,
    });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Words of a line as a shell would split it, as far as examples and hints go. */
export function shellWords(line: string): readonly string[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'|\\(.)/g, (_all, a?: string, b?: string, c?: string) => a ?? b ?? c ?? ''),
  );
}
