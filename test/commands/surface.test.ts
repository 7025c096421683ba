import {join} from 'node:path';
import {beforeAll, describe, expect, it} from 'vitest';
import {exampleOf, findMissing} from '../../src/cli/asking/missing-input.js';
import {declaredBy} from '../../src/cli/declared.js';
import {readTyped} from '../../src/cli/typed-line.js';
import {flagsOf, knownCommands, problemOfWords, shellWords, type KnownCommand} from '../support/command-grammar.js';

let commands: readonly KnownCommand[];

beforeAll(async () => {
  commands = await knownCommands();
}, 60_000);

/** What a person must know of a flag; whether it is required and what it defaults to may differ. */
const meaningOf = ({
  type,
  char,
  env,
  description,
}: {
  readonly type: string;
  readonly char?: string;
  readonly env?: string;
  readonly description?: string;
}) => ({type, char: char ?? null, env: env ?? null, description: description ?? null});

describe('every command', () => {
  it('has a summary, a description and two examples', () => {
    const poor = commands.filter(({command}) => !command.summary || !command.description || (command.examples?.length ?? 0) < 2);
    expect(poor.map(({id}) => id)).toEqual([]);
  });

  it('has examples that it would accept', async () => {
    const wrong: string[] = [];
    for (const {command} of commands) {
      for (const example of command.examples ?? []) {
        const text = typeof example === 'string' ? example : example.command;
        const problem = await problemOf(text);
        if (problem !== null) wrong.push(`${text}: ${problem}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has flags with a description and a MUSTER_ variable', () => {
    const poor = commands.flatMap(({id, command}) =>
      Object.entries(flagsOf(command))
        .filter(([, flag]) => !flag.description || !/^MUSTER_[A-Z_]+$/.test(flag.env ?? ''))
        .map(([name]) => `${id} --${name}`),
    );
    expect(poor).toEqual([]);
  });

  it('means the same by a flag as every other command', () => {
    const meanings = new Map<string, Map<string, string[]>>();
    for (const {id, command} of commands) {
      for (const [name, flag] of Object.entries(flagsOf(command))) {
        const meaning = JSON.stringify(meaningOf(flag));
        const found = meanings.get(name) ?? meanings.set(name, new Map()).get(name)!;
        found.set(meaning, [...(found.get(meaning) ?? []), id]);
      }
    }
    expect([...meanings].filter(([, found]) => found.size > 1).map(([name, found]) => [name, Object.fromEntries(found)])).toEqual(
      [],
    );
  });

  it('never takes an argument from standard input by itself', () => {
    expect(
      commands.flatMap(({id, command}) =>
        Object.entries(command.args ?? {})
          .filter(([, arg]) => !arg.ignoreStdin)
          .map(([name]) => `${id} ${name}`),
      ),
    ).toEqual([]);
  });

  it('can be tried without effect when it changes something', () => {
    expect(commands.filter(({command}) => command.mutates && !('dry-run' in flagsOf(command))).map(({id}) => id)).toEqual([]);
  });

  it('is called by one kind of name: list has ls, remove has rm', () => {
    const poor = commands.filter(
      ({id, command}) =>
        /:(list|remove)$/.test(id) && !command.hiddenAliases.includes(id.replace(/list$/, 'ls').replace(/remove$/, 'rm')),
    );
    expect(poor.map(({id}) => id)).toEqual([]);
  });

  it('filters, sorts and chooses columns when it lists', () => {
    const poor = commands.filter(
      ({id, command}) => id.endsWith(':list') && !['filter', 'sort', 'columns'].every((name) => name in flagsOf(command)),
    );
    expect(poor.map(({id}) => id)).toEqual([]);
  });

  it('shows in an example what it cannot do without', () => {
    const unshown = commands.flatMap(({command}) => {
      const declared = declaredBy(command);
      const missing = findMissing(declared, readTyped([], declared.flags), {});
      return missing.filter((input) => exampleOf(input, declared) === null).map(({name}) => `${declared.id} ${name}`);
    });
    expect(unshown).toEqual([]);
  });

  it('is part of the published surface: a change here is seen by users', async () => {
    const surface = commands.map(({id, command}) => ({
      command: id.replaceAll(':', ' '),
      args: Object.keys(command.args ?? {}),
      flags: Object.fromEntries(
        Object.entries(command.flags ?? {})
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, flag]) => [
            name,
            [flag.char ? `-${flag.char}` : '', flag.env, flag.required ? 'required' : ''].filter(Boolean).join(' '),
          ]),
      ),
    }));
    await expect(`${JSON.stringify(surface, null, 2)}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'command-surface.json'));
  });
});

/** Null when the command line that the example shows parses. */
function problemOf(example: string): Promise<string | null> {
  const line = /<%= config\.bin %> (.*)$/.exec(example)?.[1]?.split(/ [|>] /, 1)[0] ?? '';
  return problemOfWords(shellWords(line));
}
