import {printable} from '../../core/domain/printable.js';
export interface Offer {
  readonly value: string;
  /** A few words that tell it from others; may be empty. */
  readonly about: string;
}

/** `words` are whole; `open` ones go on without a space; for `files` the shell knows better. */
export type Offers = {readonly kind: 'words' | 'open'; readonly words: readonly Offer[]} | {readonly kind: 'files'};

/** As the shells read it: the kind on a line of its own, then a line for each offer. */
export function offerLines(offers: Offers): string {
  const words = offers.kind === 'files' ? [] : offers.words;
  return [offers.kind, ...words.map(({value, about}) => `${plain(value)}\t${plain(about)}`)].map((line) => `${line}\n`).join('');
}

/** What a terminal would act on does not reach one. */
function plain(text: string): string {
  return printable(text.replaceAll(/\s+/gu, ' ').trim());
}
