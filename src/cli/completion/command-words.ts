import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Installed} from '../run-command.js';
import type {Offers} from './offers.js';

interface Described {
  readonly summary?: string;
  readonly hidden?: boolean;
  readonly hiddenAliases?: readonly string[];
}

export interface FoundWords {
  /** `node:add`. */
  readonly id: string;
  /** Words after the command. */
  readonly rest: readonly string[];
}

/** Topics and commands; what they are for is read from the manifest when it is asked for. */
export class CommandWords {
  readonly #installed: Installed;
  #described: Readonly<Record<string, Described>> | undefined;

  constructor(installed: Installed) {
    this.#installed = installed;
  }

  /** The longest command that the words begin with; null when they only lead to some. */
  find(words: readonly string[]): FoundWords | null {
    const ids = Object.keys(this.#installed.commands);
    return this.#longest(words, (id) => (ids.includes(id) ? id : null)) ?? this.#longest(words, (id) => this.#aliased(id));
  }

  next(words: readonly string[], current: string): Offers {
    const {oclif} = this.#installed.about;
    const topics = oclif.topics ?? {};
    const found = new Map<string, string>();
    for (const [id, {summary = '', hidden}] of Object.entries(this.#descriptions())) {
      const path = id.split(':');
      const word = path[words.length];
      if (hidden || word === undefined || !word.startsWith(current) || words.some((it, index) => it !== path[index])) continue;
      const isCommand = path.length === words.length + 1;
      if (isCommand || !found.has(word)) found.set(word, isCommand ? summary : (topics[word]?.description ?? ''));
    }
    return {kind: 'words', words: [...found].map(([value, about]) => ({value, about}))};
  }

  #longest(words: readonly string[], idOf: (typed: string) => string | null): FoundWords | null {
    const end = words.findIndex((word) => word.startsWith('-'));
    const named = end < 0 ? words : words.slice(0, end);
    for (let length = Math.min(named.length, mostWords); length > 0; length -= 1) {
      const id = idOf(named.slice(0, length).join(':'));
      if (id !== null) return {id, rest: words.slice(length)};
    }
    return null;
  }

  #aliased(typed: string): string | null {
    if (!typed.includes(':')) return null;
    return Object.entries(this.#descriptions()).find(([, {hiddenAliases}]) => hiddenAliases?.includes(typed))?.[0] ?? null;
  }

  #descriptions(): Readonly<Record<string, Described>> {
    return (this.#described ??= (
      JSON.parse(readFileSync(join(this.#installed.root, 'oclif.manifest.json'), 'utf8')) as {
        readonly commands: Readonly<Record<string, Described>>;
      }
    ).commands);
  }
}

const mostWords = 3;
