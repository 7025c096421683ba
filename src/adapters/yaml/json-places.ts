import type {Path} from './parsed-document.js';

/** Where things stand in a legal JSON text, found by walking it: what has no fault costs nothing, and a big text no memory. */
export class JsonPlaces {
  readonly #text: string;
  /** Where the keys or items of a value stand, and their values, by where the value begins. */
  readonly #inside = new Map<number, ReadonlyMap<string, Inside>>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Of the key or item at the path, or of what is nearest around it. */
  offsetOf(path: Path): number {
    let value = this.#skipSpaces(0);
    let offset = value;
    for (const part of path) {
      const found = this.#insideOf(value).get(String(part));
      if (!found) break;
      offset = found.at;
      value = found.value;
    }
    return offset;
  }

  #insideOf(value: number): ReadonlyMap<string, Inside> {
    const known = this.#inside.get(value);
    if (known) return known;
    const inside = this.#walk(value);
    this.#inside.set(value, inside);
    return inside;
  }

  #walk(start: number): ReadonlyMap<string, Inside> {
    const text = this.#text;
    const isMap = text[start] === '{';
    const inside = new Map<string, Inside>();
    if (!isMap && text[start] !== '[') return inside;
    let at = this.#skipSpaces(start + 1);
    for (let index = 0; text[at] !== '}' && text[at] !== ']'; index += 1) {
      const end = isMap ? this.#endOf(at) : at;
      const value = isMap ? this.#skipSpaces(this.#skipSpaces(end) + 1) : at;
      const name = isMap ? (JSON.parse(text.slice(at, end)) as string) : String(index);
      if (!inside.has(name)) inside.set(name, {at, value});
      at = this.#skipSpaces(this.#endOf(value));
      if (text[at] === ',') at = this.#skipSpaces(at + 1);
    }
    return inside;
  }

  /** Behind the value that begins there. */
  #endOf(start: number): number {
    const text = this.#text;
    let depth = 0;
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        at = endOfText(text, at) - 1;
        if (depth === 0) return at + 1;
      } else if (code === 123 || code === 91) depth += 1;
      else if (code === 125 || code === 93) {
        if (depth === 0) return at;
        depth -= 1;
        if (depth === 0) return at + 1;
      } else if (depth === 0 && (code === 44 || code <= 32)) return at;
    }
    return text.length;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) <= 32) at += 1;
    return at;
  }
}

/** Behind the text in quotes that begins there, or behind all where nothing ends it. */
export function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== 34) at += text.charCodeAt(at) === 92 ? 2 : 1;
  return at + 1;
}

interface Inside {
  readonly at: number;
  readonly value: number;
}
