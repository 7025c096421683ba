import type {Path} from './parsed-document.js';
import {PlainLine} from './plain-line.js';

/** Where lines begin that say something, their first characters included. */
interface Line {
  readonly at: number;
  readonly indent: number;
}

interface Inside {
  readonly at: number;
  /** The first line of what stands there; null where it stands on the same line. */
  readonly first: Line | null;
}

/** Where things stand in a text that is plain YAML, to the line: the library cannot be asked about every text. */
export class PlainPlaces {
  readonly #text: string;
  readonly #line: PlainLine;
  readonly #inside = new Map<number, ReadonlyMap<string, Inside>>();

  constructor(text: string) {
    this.#text = text;
    this.#line = new PlainLine(text);
  }

  /** Of the key or item at the path, or of what is nearest around it. */
  offsetOf(path: Path): number {
    let line = this.#lineFrom(0);
    let offset = line?.at ?? 0;
    for (const part of path) {
      const found = line && this.#insideOf(line).get(String(part));
      if (!found) break;
      offset = found.at;
      line = found.first;
    }
    return offset;
  }

  #insideOf(line: Line): ReadonlyMap<string, Inside> {
    const known = this.#inside.get(line.at);
    if (known) return known;
    const inside = this.#walk(line);
    this.#inside.set(line.at, inside);
    return inside;
  }

  #walk(first: Line): ReadonlyMap<string, Inside> {
    const inside = new Map<string, Inside>();
    const isList = this.#isItem(first);
    let line: Line | null = first;
    while (line && line.indent === first.indent && this.#isItem(line) === isList) {
      const name = isList ? String(inside.size) : this.#line.key(line.at, this.#endOf(line.at));
      if (name === null) break;
      inside.set(name, {at: line.at, first: isList ? this.#inItem(line) : this.#belowKey(line)});
      line = this.#nextBeside(line, isList);
    }
    return inside;
  }

  /** The next line that stands as far left as this one; a list beside a key may be the key's own. */
  #nextBeside({at, indent}: Line, isItem: boolean): Line | null {
    let line = this.#lineFrom(this.#endOf(at));
    while (line && (line.indent > indent || (!isItem && line.indent === indent && this.#isItem(line))))
      line = this.#lineFrom(this.#endOf(line.at));
    return line;
  }

  #belowKey(key: Line): Line | null {
    const next = this.#lineFrom(this.#endOf(key.at));
    return next && (next.indent > key.indent || (next.indent === key.indent && this.#isItem(next))) ? next : null;
  }

  #inItem(item: Line): Line | null {
    const end = this.#endOf(item.at);
    let at = item.at + 1;
    while (at < end && this.#text.charCodeAt(at) === 32) at += 1;
    if (at < end && this.#line.key(at, end) !== null) return {at, indent: item.indent + at - item.at};
    const next = this.#lineFrom(end);
    return next && next.indent > item.indent ? next : null;
  }

  #isItem({at}: Line): boolean {
    const next = this.#text.charCodeAt(at + 1);
    return this.#text.charCodeAt(at) === 45 && (next === 32 || next === 10 || at + 1 === this.#text.length);
  }

  #endOf(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }

  /** The first line that begins there or later and is neither empty nor a comment. */
  #lineFrom(from: number): Line | null {
    const text = this.#text;
    let start = from === 0 ? 0 : from + 1;
    while (start < text.length) {
      let at = start;
      while (text.charCodeAt(at) === 32) at += 1;
      const code = text.charCodeAt(at);
      if (at < text.length && code !== 10 && code !== 35) return {at, indent: at - start};
      start = this.#endOf(at) + 1;
    }
    return null;
  }
}
