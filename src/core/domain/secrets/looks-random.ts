/** Whether a text was drawn rather than written: a key or a token, and no word, path, host name or date. */
export function looksRandom(text: string): boolean {
  if (uuid.test(text) || /^(?:sha\d+|md5):/i.test(text)) return false;
  const bare = text.replace(/^(?:base64|hex):/, '').replace(/=+$/, '');
  if (!/^[\w+/~.-]+$/.test(bare) || !/\d/.test(bare) || !/[A-Za-z]/.test(bare)) return false;
  // In base64 a separator is a character like others; elsewhere it parts words.
  return /[a-z]/.test(bare) && /[A-Z]/.test(bare)
    ? !/[./-].*[./-].*[./-]/.test(bare) && drawn(bare.replaceAll(/[^A-Za-z\d]/g, ''), {length: 20, changes: 0.42, bits: 3.5})
    : bare.split(/[_.~/-]/).some((part) => drawn(part, {length: 24, changes: 0.22, bits: 3}));
}

/** What names something, and opens nothing. */
export const uuid = /^\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?$/i;

interface Least {
  readonly length: number;
  /** Between kinds of characters, of all places where they could change. */
  readonly changes: number;
  readonly bits: number;
}

function drawn(text: string, least: Least): boolean {
  if (text.length < least.length) return false;
  const kinds = [...text].map((it) => (/\d/.test(it) ? 0 : it === it.toLowerCase() ? 1 : 2));
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  return changes / (text.length - 1) >= least.changes && entropy(text) >= least.bits;
}

/** Bits of a character, by Shannon. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
