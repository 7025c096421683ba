/** The entry of a table for a word that somebody wrote; such a word may be `constructor`. */
export function lookup<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
