import {exitCodes, Failure} from '../../core/domain/errors.js';
import {listWords} from '../../core/domain/indexes.js';
import type {Declared} from '../declared.js';
import {exampleOf, fittingExample, type MissingInput} from './missing-input.js';

/** All that is missing at once: what it is, what it may look like, and how it is given. */
export function missingFailure(found: readonly MissingInput[], command: Declared): Failure {
  const missing = [...found].sort((a, b) => Number(a.kind === 'flag') - Number(b.kind === 'flag'));
  const example = fittingExample(missing, command);
  const [only, ...others] = missing;
  const variable = others.length === 0 ? only?.definition.env : undefined;
  return new Failure({
    code: missing.some(({kind}) => kind === 'argument') ? 'ARGUMENT_MISSING' : 'FLAG_MISSING',
    exit: exitCodes.usage,
    subject: only && others.length === 0 ? titleOf(only) : `command ${command.id.replaceAll(':', ' ')}`,
    details: {
      missing: missing.map((input) => ({
        kind: input.kind,
        name: input.name,
        description: input.definition.description ?? null,
        variable: input.definition.env ?? null,
        example: exampleOf(input, command),
      })),
      example,
    },
    message: messageOf(missing),
    hint: `Add ${listWords(missing.map(howToGive))}${variable ? `, or set ${variable}` : ''}${example ? `, as in ${example}` : ''}`,
  });
}

function messageOf(missing: readonly MissingInput[]): string {
  const [only, ...others] = missing;
  const described = ({definition}: MissingInput, before: string, after: string) =>
    definition.description ? `${before}${definition.description}${after}` : '';
  if (only && others.length === 0) return `The ${titleOf(only)} is missing${described(only, ': ', '')}.`;
  return `${missing.length} things are missing: ${missing.map((input) => `${titleOf(input)}${described(input, ' (', ')')}`).join(', ')}.`;
}

function titleOf({kind, name}: MissingInput): string {
  return kind === 'flag' ? `flag --${name}` : `argument ${name.toUpperCase()}`;
}

function howToGive({kind, name, definition}: MissingInput): string {
  if (kind === 'argument') return name.toUpperCase();
  const value = definition.helpValue === undefined ? '' : ` ${[definition.helpValue].flat().join(' ')}`;
  return `--${name}${value}`;
}
