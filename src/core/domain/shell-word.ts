import {hasUnprintable, printable} from './printable.js';

/** One word as a shell has to be given it to take it as it is; what could not be seen in it is written out, which bash and zsh read. */
export function shellWord(word: string): string {
  if (/^(?!=)[\p{L}\p{N}_@%+:,./=•-]+$/u.test(word)) return word;
  if (hasUnprintable(word)) return `$'${printable(word.replaceAll(/[\\']/g, String.raw`\$&`), escapeOfShell)}'`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command line of these words, to be copied into a shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function escapeOfShell(code: number): string {
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
