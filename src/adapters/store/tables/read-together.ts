import type {Collection} from '../../../core/domain/model.js';
import {mappingOf} from '../mappings.js';
import {selectStatement, type Statement} from './statement.js';
import {collections, type TopologySnapshot} from './topology.js';

/** Reads once what several ask for before any of them can be answered. */
export class ReadTogether {
  readonly #wanted = new Set<Collection>();
  readonly #answer: Promise<TopologySnapshot>;

  constructor(read: (only: readonly Collection[]) => Promise<TopologySnapshot>) {
    this.#answer = Promise.resolve().then(() => read(collections.filter((collection) => this.#wanted.has(collection))));
  }

  also(only: readonly Collection[]): Promise<TopologySnapshot> {
    for (const collection of only) this.#wanted.add(collection);
    return this.#answer;
  }
}

/** What reading these collections asks for. */
export function selectsOf(only: readonly Collection[]): readonly Statement[] {
  return only.map((collection) => selectStatement(mappingOf(collection)));
}
