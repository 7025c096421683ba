/** Thrown where the text is more than plain YAML, or no YAML. */
export class NotPlain {}

const notPlain = new NotPlain();

export function giveUp(): never {
  throw notPlain;
}

/** Where a value stands. */
export interface Place {
  readonly in: object;
  readonly key: string | number;
}

/** Longer keys are not allowed everywhere. */
const longestKey = 1000;
const deepestFlow = 50;
const inKeys = new Set(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+@-'].map((each) => each.charCodeAt(0)),
);
const startsNoKey = new Set([...'.+@-'].map((each) => each.charCodeAt(0)));
const isInKeys = Array.from({length: 128}, (_, code) => inKeys.has(code));
/** What a plain scalar may not begin with; `-`, `?` and `:` only where a space follows. */
const indicators = ',[]{}#&*!|>\'"%@`';
const startsNoScalar = Array.from({length: 128}, (_, code) => indicators.includes(String.fromCharCode(code)));
const escaped = /^(?:[^\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*$/;

/** Reads what stands on one line: keys, scalars, and maps and lists in brackets. `at` is behind what was read last. */
export class PlainLine {
  readonly sources = new Map<object, Map<string | number, string>>();
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** A key with its colon; null where there is none. */
  key(from: number, end: number): string | null {
    const first = this.#text.charCodeAt(from);
    const isQuoted = first === 34 || first === 39;
    const name = isQuoted ? this.#quoted(from, end) : this.#plainKey(from, end);
    if (name === null || this.#text.charCodeAt(this.at) !== 58) return null;
    const next = this.at + 1;
    if (next < end && this.#text.charCodeAt(next) !== 32) return null;
    if (name.length > longestKey) giveUp();
    this.at = next;
    return name;
  }

  /** The value that takes the rest of the line, but for a comment. */
  value(from: number, end: number, place: Place): unknown {
    const text = this.#text;
    const first = text.charCodeAt(from);
    if (first !== 34 && first !== 39 && first !== 91 && first !== 123) return this.#plain(from, end, place);
    const value = first < 40 ? this.#quoted(from, end) : this.#flow(from, end, 0);
    let at = this.at;
    while (at < end && text.charCodeAt(at) === 32) at += 1;
    if (at < end && (text.charCodeAt(at) !== 35 || at === this.at)) giveUp();
    return value;
  }

  #plainKey(from: number, end: number): string | null {
    const text = this.#text;
    let at = from;
    while (at < end && isInKeys[text.charCodeAt(at)]) at += 1;
    if (at === from || startsNoKey.has(text.charCodeAt(from))) return null;
    this.at = at;
    return text.slice(from, at);
  }

  #plain(from: number, end: number, place: Place): unknown {
    const text = this.#text;
    let last = 32;
    let at = from;
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 35 && last === 32) break;
      if (code === 58 && (at + 1 === end || text.charCodeAt(at + 1) === 32)) giveUp();
      last = code;
    }
    return this.#scalar(from, at, place);
  }

  /** In brackets a scalar ends at a comma or a bracket. */
  #plainInFlow(from: number, end: number, place: Place): unknown {
    const text = this.#text;
    let at = from;
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 44 || code === 93 || code === 125) break;
      if (code === 91 || code === 123 || code === 35) giveUp();
      if (code === 58 && !/[^\s,[\]{}]/.test(text.charAt(at + 1))) giveUp();
    }
    this.at = at;
    return this.#scalar(from, at, place);
  }

  #scalar(from: number, end: number, place: Place): unknown {
    const text = this.#text;
    let last = end;
    while (last > from && text.charCodeAt(last - 1) === 32) last -= 1;
    if (last === from) giveUp();
    const first = text.charCodeAt(from);
    if (startsNoScalar[first]) giveUp();
    if ((first === 45 || first === 63 || first === 58) && (last === from + 1 || !/[\w./+]/.test(text.charAt(from + 1)))) giveUp();
    const source = text.slice(from, last);
    const value = first > 57 && !mayBeWord(first) ? source : resolve(source);
    if (typeof value !== 'string' && String(value) !== source) this.#note(place, source);
    return value;
  }

  #note(place: Place, source: string): void {
    const known = this.sources.get(place.in);
    if (known) known.set(place.key, source);
    else this.sources.set(place.in, new Map([[place.key, source]]));
  }

  #quoted(from: number, end: number): string {
    const text = this.#text;
    const quote = text.charCodeAt(from);
    let hasEscapes = false;
    for (let at = from + 1; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 92 && quote === 34) {
        hasEscapes = true;
        at += 1;
      } else if (code === quote) {
        if (quote === 39 && text.charCodeAt(at + 1) === 39 && at + 1 < end) {
          hasEscapes = true;
          at += 1;
          continue;
        }
        this.at = at + 1;
        const inner = text.slice(from + 1, at);
        return hasEscapes ? unescaped(inner, quote) : inner;
      }
    }
    return giveUp();
  }

  #flow(from: number, end: number, depth: number): unknown {
    if (depth > deepestFlow) giveUp();
    const isMap = this.#text.charCodeAt(from) === 123;
    const close = isMap ? 125 : 93;
    const made: Record<string, unknown> | unknown[] = isMap ? {} : [];
    let at = this.#skipSpaces(from + 1, end);
    while (this.#text.charCodeAt(at) !== close) {
      const key = Array.isArray(made) ? made.length : (this.key(at, end) ?? giveUp());
      if (typeof key === 'string') {
        if (key in made) giveUp();
        at = this.#skipSpaces(this.at, end);
      }
      const value = this.#flowValue(at, end, {in: made, key, depth});
      (made as Record<string | number, unknown>)[key] = value;
      at = this.#skipSpaces(this.at, end);
      if (this.#text.charCodeAt(at) === 44) at = this.#skipSpaces(at + 1, end);
      else if (this.#text.charCodeAt(at) !== close) giveUp();
    }
    this.at = at + 1;
    return made;
  }

  #flowValue(from: number, end: number, {depth, ...place}: Place & {readonly depth: number}): unknown {
    const first = this.#text.charCodeAt(from);
    if (first === 91 || first === 123) return this.#flow(from, end, depth + 1);
    return first === 34 || first === 39 ? this.#quoted(from, end) : this.#plainInFlow(from, end, place);
  }

  #skipSpaces(from: number, end: number): number {
    let at = from;
    while (at < end && this.#text.charCodeAt(at) === 32) at += 1;
    if (at === end) giveUp();
    return at;
  }
}

function unescaped(inner: string, quote: number): string {
  if (quote === 39) return inner.replaceAll("''", "'");
  if (!escaped.test(inner)) giveUp();
  return JSON.parse(`"${inner}"`) as string;
}

/** `~`, and what null, true and false begin with. */
function mayBeWord(first: number): boolean {
  return first === 126 || first === 110 || first === 78 || first === 116 || first === 84 || first === 102 || first === 70;
}

const words = new Map<string, unknown>([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
/** Rare enough to be left to the library: other bases, exponents, infinity. */
const otherNumber = /^(?:0o[0-7]+|0x[\da-f]+|[-+]?(?:\.\d+|\d+\.?\d*)(?:e[-+]?\d+)?|[-+]?\.inf|\.nan)$/i;

function resolve(source: string): unknown {
  if (words.has(source)) return words.get(source);
  if (/^[-+]?\d+(?:\.\d*)?$/.test(source)) return Number(source);
  return otherNumber.test(source) ? giveUp() : source;
}
