import {compareText} from '../names.js';

type Key = readonly (string | number)[];

/** By the first part of the key, then by the next; text with numbers in it as people order it: `node-2` before `node-10`. */
export function sortedNaturally<T>(rows: readonly T[], keyOf: (row: T) => Key): T[] {
  return rows
    .map((row) => ({key: keyOf(row).map((part) => (typeof part === 'number' ? part : partsOf(part))), row}))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({row}) => row);
}

type Parts = readonly string[];

/** Every second part is a number, whatever the text begins with; the whole text at the end tells `1` from `01`. */
function partsOf(text: string): Parts {
  return [...text.split(/(\d+)/), text];
}

function compareKeys(a: readonly (number | Parts)[], b: readonly (number | Parts)[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    const order = typeof part === 'number' ? part - (other as number) : compareParts(part, other as Parts);
    if (order !== 0) return order;
  }
  return 0;
}

function compareParts(a: Parts, b: Parts): number {
  const shared = Math.min(a.length, b.length) - 1;
  for (let index = 0; index < shared; index++) {
    const [part, other] = [a[index] as string, b[index] as string];
    const order = index % 2 === 1 ? Number(part) - Number(other) : compareText(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length || compareText(a.at(-1) as string, b.at(-1) as string);
}
