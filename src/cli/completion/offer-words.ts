import type {Ports} from '../../core/ports/index.js';
import {declaredBy, type Declared} from '../declared.js';
import type {Definition} from '../meaning.js';
import {named, type CommandClass, type Installed} from '../run-command.js';
import {readTyped, type TypedLine} from '../typed-line.js';
import type {Offers} from './offers.js';
import {CommandWords} from './command-words.js';
import {offerFlags} from './offer-flags.js';
import {offerValues, type ValueRequest} from './offer-values.js';

/** What the last of the words after `muster` can become; it may be empty. */
export async function offerWords(installed: Installed, words: readonly string[], ports: Ports): Promise<Offers> {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  const known = new CommandWords(installed);
  const found = known.find(before);
  if (!found) return known.next(before, current);
  const command = installed.commands[found.id] as CommandClass;
  if (command.describesCommands && !current.startsWith('-')) return known.next(found.rest, current);
  const declared = declaredBy(named(command, found.id));
  return offerInput(declared, {typed: readTyped(found.rest, declared.flags), current, ports});
}

type InputRequest = Omit<ValueRequest, 'definition' | 'lead' | 'env' | 'declared'>;

async function offerInput(declared: Declared, request: InputRequest): Promise<Offers> {
  const {typed, current} = request;
  const value = (definition: Definition, lead = '') =>
    offerValues({...request, declared, definition, lead, current: current.slice(lead.length), env: process.env});
  const awaited = typed.open ?? typed.greedy;
  if (awaited !== null && (typed.open !== null || !current.startsWith('-'))) return value(declared.flags[awaited] as Definition);
  if (!typed.ended && current.startsWith('-')) {
    const [, lead = '', flag = ''] = /^(--([^=]+)=)/.exec(current) ?? [];
    const definition = declared.flags[flag];
    return definition ? value(definition, lead) : offerFlags(declared, typed, current);
  }
  const next = nextArgument(declared, typed);
  if (next) return value(next);
  return typed.ended ? {kind: 'words', words: []} : offerFlags(declared, typed, current);
}

function nextArgument({args}: Declared, {positionals}: TypedLine): Definition | null {
  const definitions = Object.values(args).filter((definition) => !definition.hidden);
  const last = definitions.at(-1);
  return definitions[positionals.length] ?? (last?.multiple ? last : null);
}
