import type {Declared} from '../declared.js';
import type {Definition} from '../meaning.js';
import {readTyped, type TypedLine} from '../typed-line.js';

export interface MissingInput {
  readonly kind: 'argument' | 'flag';
  readonly name: string;
  readonly definition: Definition;
}

/** What is required and neither typed nor set: what decides which names others have comes first. */
export function findMissing({args, flags}: Declared, typed: TypedLine, env: NodeJS.ProcessEnv): readonly MissingInput[] {
  const missingFlags = Object.entries(flags)
    .filter(([name, {required, env: variable}]) => required && !typed.flags.has(name) && !(variable && env[variable]))
    .map(([name, definition]) => ({kind: 'flag', name, definition}) as const);
  const missingArguments = Object.entries(args)
    .filter(([, {required}], index) => required && index >= typed.positionals.length)
    .map(([name, definition]) => ({kind: 'argument', name, definition}) as const);
  const isScope = ({definition}: MissingInput) => definition.names === 'env';
  return [...missingFlags.filter(isScope), ...missingArguments, ...missingFlags.filter((missing) => !isScope(missing))];
}

/** What the first example has in its place; null when no example has it. */
export function exampleOf({kind, name, definition}: MissingInput, command: Declared): string | null {
  const position = Object.keys(command.args).indexOf(name);
  for (const words of exampleWords(command)) {
    const {positionals, flags} = readTyped(words, command.flags);
    const values =
      kind === 'flag' ? flags.get(name) : positionals.slice(position, definition.multiple ? undefined : position + 1);
    if (values?.length) return values.join(' ');
  }
  return null;
}

/** The example that shows all that is missing, else the first. */
export function fittingExample(missing: readonly MissingInput[], command: Declared): string | null {
  const lines = exampleWords(command);
  const fitting = lines.find((words) => {
    const {positionals, flags} = readTyped(words, command.flags);
    return missing.every(({kind, name}) =>
      kind === 'flag' ? flags.has(name) : Object.keys(command.args).indexOf(name) < positionals.length,
    );
  });
  const words = fitting ?? lines[0];
  return words ? ['muster', ...command.id.split(':'), ...words].join(' ') : null;
}

const programName = '<%= config.bin %> ';

/** Words after the command of each example that is one call of it. */
function exampleWords({id, examples}: Declared): readonly (readonly string[])[] {
  const own = `${programName}${id.replaceAll(':', ' ')} `;
  return examples.filter((example) => example.startsWith(own)).map((example) => example.slice(own.length).split(' '));
}
