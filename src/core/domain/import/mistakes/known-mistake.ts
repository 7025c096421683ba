import type {Mistake} from '../findings.js';
import type {Imported} from '../imported.js';

export type Seen = Omit<Mistake, 'code'>;

/** A mistake that people are known to make. `find` returns every place where it was made, and changes nothing. */
export interface KnownMistake {
  readonly code: string;
  /** The mistake in one sentence, for the documentation. */
  readonly sentence: string;
  find(imported: Imported): readonly Seen[];
}

/** `master.yaml and slave.yaml`, each once. */
export function filesOf(places: readonly {readonly file: string}[]): readonly string[] {
  return [...new Set(places.map(({file}) => file))];
}
