import type {Ports} from '../../core/ports/index.js';
import {declaredBy, type Declaration, type Declared} from '../declared.js';
import {redactArguments} from '../redact-arguments.js';
import {shellLine} from '../../core/domain/shell-word.js';
import {readTyped, type TypedLine} from '../typed-line.js';
import {askMissing, type Answer} from './ask-missing.js';
import {missingFailure} from './missing-failure.js';
import {findMissing} from './missing-input.js';
import {tell} from '../streams.js';

export interface InansweredLine {
  readonly argv: readonly string[];
  readonly command: Declaration;
  /** What the parser said. */
  readonly error: unknown;
  readonly canAsk: boolean;
  readonly ports: () => Ports;
}

/** The line with what is required and was not typed, as answered on the terminal. Where nobody can be asked, or nothing is missing, it fails. */
export async function answeredLine({argv, command: ofClass, error, canAsk, ports}: InansweredLine): Promise<string[]> {
  if (!isAboutMissing(error)) throw error;
  const command = declaredBy(ofClass);
  const {env} = process;
  const typed = readTyped(argv, command.flags);
  const missing = findMissing(command, typed, env);
  if (missing.length === 0) throw error;
  if (!canAsk) throw missingFailure(missing, command);
  const value = (flag: string) => typed.flags.get(flag)?.[0] ?? env[command.flags[flag]?.env ?? ''] ?? null;
  const scope = {org: value('org') ?? 'default', env: value('env'), app: value('app')};
  const line = withAnswers(argv, typed, {command, answers: await askMissing(missing, {command, scope, ports})});
  tell(`The same without questions: ${textOf([...command.id.split(':'), ...line])}`);
  return line;
}

function isAboutMissing(error: unknown): boolean {
  const lines = (error as Error).message.split('\n').map((line) => line.trim());
  if (/^Missing \d+ required arg/.test(lines[0] ?? '')) return true;
  const problems = lines.slice(1).filter((line) => line !== '' && !line.startsWith('See more help'));
  return problems.length > 0 && problems.every((line) => line.includes('Missing required flag'));
}

function withAnswers(
  argv: readonly string[],
  {ended}: TypedLine,
  {command, answers}: {readonly command: Declared; readonly answers: readonly Answer[]},
): string[] {
  const words = (kind: Answer['input']['kind']) =>
    answers
      .filter(({input}) => input.kind === kind)
      .flatMap(({input, values}) => (kind === 'flag' ? values.flatMap((value) => [`--${input.name}`, value]) : values));
  const flags = words('flag');
  const positionals = words('argument');
  const at = ended ? argv.indexOf('--') : argv.length;
  // A flag that takes all words that follow would take these too.
  const isGreedy = Object.values(command.flags).some((flag) => flag.multiple && !flag.multipleNonGreedy);
  const isFlagLike = positionals.some((word) => word.startsWith('-'));
  const divider = !ended && positionals.length > 0 && (isGreedy || isFlagLike) ? ['--'] : [];
  return divider.length > 0 || ended
    ? [...argv.slice(0, at), ...flags, ...divider, ...argv.slice(at), ...positionals]
    : [...argv, ...positionals, ...flags];
}

/** As it can be typed into a shell. */
function textOf(words: readonly string[]): string {
  return shellLine(['muster', ...redactArguments(words)]);
}
