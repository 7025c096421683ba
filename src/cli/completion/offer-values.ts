import type {Ports} from '../../core/ports/index.js';
import {listNames, type NameScope} from '../../core/use-cases/list-names.js';
import type {Declared} from '../declared.js';
import type {Definition} from '../meaning.js';
import type {TypedLine} from '../typed-line.js';
import type {Offer, Offers} from './offers.js';

export interface ValueRequest {
  readonly declared: Declared;
  readonly definition: Definition;
  readonly typed: TypedLine;
  /** What is typed of the value. */
  readonly current: string;
  /** What stands before the value in the same word: `--env=`. */
  readonly lead: string;
  readonly ports: Ports;
  readonly env: NodeJS.ProcessEnv;
}

export async function offerValues(request: ValueRequest): Promise<Offers> {
  const {definition, current, lead} = request;
  if (definition.columnNames) return offerColumns(request, definition.columnNames);
  const words = (await possibleValues(request)).filter(({value}) => value.startsWith(current));
  if (words.length === 0 && definition.files) return {kind: 'files'};
  return {kind: 'words', words: words.map(({value, about}) => ({value: `${lead}${value}`, about}))};
}

async function possibleValues({definition, declared, typed, ports, env}: ValueRequest): Promise<readonly Offer[]> {
  const choices = definition.options ?? definition.choices;
  if (choices) return choices.map((value) => ({value, about: ''}));
  if (!definition.names) return [];
  const given = new Set(definition.multiple ? typed.positionals : []);
  const names = await listNames(ports, definition.names, scopeOf({declared, typed, env}));
  return names.filter(({name}) => !given.has(name)).map(({name, about}) => ({value: name, about}));
}

/** As the command would take it: a flag before its variable. An environment may be named by an argument too. */
function scopeOf({declared, typed, env}: Pick<ValueRequest, 'declared' | 'typed' | 'env'>): NameScope {
  const value = (flag: string) => {
    const definition = declared.flags[flag];
    return definition ? (typed.flags.get(flag)?.at(-1) ?? env[definition.env ?? ''] ?? null) : null;
  };
  const args = Object.values(declared.args);
  const argument = (kind: Definition['names']) => typed.positionals[args.findIndex(({names}) => names === kind)] ?? null;
  return {org: value('org') ?? 'default', env: value('env') ?? value('from') ?? null, app: value('app') ?? argument('app')};
}

/** The last of several with commas between them; a column to sort by may have `-` before it. */
function offerColumns({current, lead, definition}: ValueRequest, columnNames: readonly string[]): Offers {
  const before = current.slice(0, current.lastIndexOf(',') + 1);
  const [, sign = '', typed = ''] = /^(-?)(.*)$/s.exec(current.slice(before.length)) ?? [];
  const ending = definition.ending ?? '';
  const words = columnNames
    .filter((name) => name.startsWith(typed.toLowerCase()))
    .map((name) => ({value: `${lead}${before}${sign}${name}${ending}`, about: ''}));
  return {kind: ending === '' ? 'words' : 'open', words};
}
