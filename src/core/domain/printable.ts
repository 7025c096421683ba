/** What a terminal would act on, or what could not be seen on it: the joiners belong to words and to pictures of some scripts. */
const unprintable = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const named: Readonly<Record<string, string>> = {'\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t`};

export function hasUnprintable(text: string): boolean {
  return text.search(unprintable) >= 0;
}

/** The text as a person can safely read it on one line of a terminal: a line break is shown as `\n`, an escape as `\u{1b}`. */
export function printable(text: string, escape: (code: number) => string = escapeOf): string {
  return text.replace(unprintable, (char) => named[char] ?? escape(char.codePointAt(0)!));
}

/** A text of several lines, which stay. */
export function printableLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => printable(line.replaceAll('\t', '  ')))
    .join('\n');
}

function escapeOf(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/** The same value with every text in it made printable, keys included; the value itself where there is nothing to do. */
export function printableData<T>(data: T): T {
  if (typeof data === 'string') return printable(data) as T;
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return printableArray(data) as T;
  if (data instanceof Map) return new Map([...data].map(([key, value]) => [printableData(key), printableData(value)])) as T;
  if (Symbol.iterator in data) return printableIterable(data as unknown as Iterable<unknown>) as T;
  if (Object.getPrototypeOf(data) !== Object.prototype) return data;
  const before = Object.entries(data);
  const after = before.map(([key, value]) => [printable(key), printableData(value)] as const);
  return after.every(([key, value], index) => key === before[index]![0] && value === before[index]![1])
    ? data
    : (Object.fromEntries(after) as T);
}

function printableArray(items: readonly unknown[]): readonly unknown[] {
  const after = items.map((item) => printableData(item));
  return after.every((item, index) => item === items[index]) ? items : after;
}

/** Plans of big fleets are made while they are read. */
function printableIterable(items: Iterable<unknown>): Iterable<unknown> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield printableData(item);
    },
  };
}
