import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {Ports} from '../../core/ports/index.js';
import {listNames, type NamedObject, type NameKind, type NameScope} from '../../core/use-cases/list-names.js';
import type {Declared} from '../declared.js';
import type {Choice} from '../prompts.js';
import {answerProblem} from './answer-problem.js';
import {exampleOf, type MissingInput} from './missing-input.js';

export interface Answer {
  readonly input: MissingInput;
  readonly values: readonly string[];
}

/** Asks one after the other; an answer narrows the names that are offered after it. */
export async function askMissing(
  missing: readonly MissingInput[],
  {command, scope, ports}: {readonly command: Declared; readonly scope: NameScope; readonly ports: () => Ports},
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let known = scope;
  for (const input of missing) {
    const values = await ask(input, {scope: known, ports, example: exampleOf(input, command)});
    answers.push({input, values});
    if (input.definition.names === 'env') known = {...known, env: known.env ?? values[0] ?? null};
  }
  return answers;
}

interface Circumstances {
  readonly scope: NameScope;
  readonly ports: () => Ports;
  readonly example: string | null;
}

async function ask({kind, name, definition}: MissingInput, {scope, ports, example}: Circumstances): Promise<readonly string[]> {
  const {askChecked, askChoice} = await import('../prompts.js');
  const message = `${sentence(definition.description ?? name)}${kind === 'flag' ? ` (--${name})` : ''}`;
  const choices = definition.options ?? definition.choices;
  if (choices)
    return [
      await askChoice(
        message,
        choices.map((value) => ({value})),
      ),
    ];
  if (definition.names && !definition.open) {
    const objects = await listNames(ports(), definition.names, scope);
    return askNames(message, {objects, kind: definition.names, several: definition.multiple === true, files: definition.files});
  }
  const hint = example === null ? '' : `(such as ${example.split(' ', 1)[0]})`;
  return [await askChecked({message, hint, problemOf: (answer) => answerProblem(answer, definition)})];
}

interface Names {
  readonly objects: readonly NamedObject[];
  readonly kind: NameKind;
  readonly several: boolean;
  readonly files: true | undefined;
}

const enough = '';

async function askNames(message: string, {objects, kind, several, files}: Names): Promise<readonly string[]> {
  if (objects.length === 0) throw nothingToChoose(kind);
  const {askSearched} = await import('../prompts.js');
  const {compare} = new Intl.Collator('en', {numeric: true});
  const sorted = kind.endsWith('operation') ? objects : [...objects].sort((a, b) => compare(a.name, b.name));
  const chosen: string[] = [];
  do {
    const left = sorted.filter(({name}) => !chosen.includes(name));
    const end = chosen.length > 0 ? [{value: enough, name: 'no more', description: `${chosen.join(', ')}`}] : [];
    if (left.length === 0) break;
    const answer = await askSearched(chosen.length === 0 ? message : 'And', (part) => [
      ...(part === '' ? end : []),
      ...matching(left, part),
      ...(files && /[./]/.test(part) ? [{value: part, description: 'file'}] : []),
    ]);
    if (answer === enough) break;
    chosen.push(answer);
  } while (several);
  return chosen;
}

/** Names that begin with the part, then those that have it, then those that are told apart by it. */
function matching(objects: readonly NamedObject[], part: string): readonly Choice[] {
  const wanted = part.trim().toLowerCase();
  const rank = ({name, about}: NamedObject) =>
    name.toLowerCase().startsWith(wanted)
      ? 0
      : name.toLowerCase().includes(wanted)
        ? 1
        : about.toLowerCase().includes(wanted)
          ? 2
          : 3;
  const ranked = objects.map((object) => ({object, rank: rank(object)})).filter((it) => it.rank < 3);
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .map(({object: {name, about}}) => ({value: name, ...(about === '' ? {} : {description: about})}));
}

function nothingToChoose(kind: NameKind): Failure {
  return new Failure({
    code: 'NOTHING_TO_CHOOSE',
    exit: exitCodes.notFound,
    subject: kind,
    details: {kind},
    message: `There is no ${kind} to choose from.`,
    hint: `muster ${kind.split(' ').at(-1)} --help shows what can be done`,
  });
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
