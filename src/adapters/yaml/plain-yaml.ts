import type {Position} from './parsed-document.js';
import {giveUp, NotPlain, PlainLine, type Place} from './plain-line.js';
import {positions} from './positions.js';

/** Where a text stops being plain YAML. */
export interface NoPlainYaml {
  readonly stoppedAt: Position;
}

/** What plain YAML says. */
export interface PlainYaml {
  readonly value: unknown;
  /** Numbers and the like that are written otherwise than JavaScript would, by the map or list that holds them. */
  readonly sources: ReadonlyMap<object, ReadonlyMap<string | number, string>>;
}

/** Beside printable characters and line ends: tabs, byte order marks and the like, which have rules of their own. */
const unusual = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd]/;
const deepest = 50;

/**
 * Reads the YAML that people and programs write most: maps and lists by indentation, and those of one line in brackets; scalars of
 * one line, plain or quoted; comments. It stops at everything else, from anchors and block texts to repeated keys and what is wrong:
 * the library reads that, and tells where it is wrong. It takes a tenth of the library's time.
 */
export function readPlainYaml(text: string): PlainYaml | NoPlainYaml {
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  const strange = lines.search(unusual);
  if (strange >= 0) return {stoppedAt: positions(lines)(strange)};
  const line = new PlainLine(lines);
  const reader = new PlainReader(lines, line);
  try {
    return {value: reader.read(), sources: line.sources};
  } catch (error) {
    if (error instanceof NotPlain) return {stoppedAt: positions(lines)(reader.at)};
    throw error;
  }
}

interface Holder extends Place {
  readonly indent: number;
  readonly depth: number;
}

/** Stands always at the first character of a line that says something. */
class PlainReader {
  readonly #text: string;
  readonly #line: PlainLine;
  /** Where the line's first character stands; the text's length where there is no line left. */
  #at = 0;
  #end = 0;
  #indent = 0;

  constructor(text: string, line: PlainLine) {
    this.#text = text;
    this.#line = line;
  }

  get at(): number {
    return this.#at;
  }

  read(): unknown {
    this.#toLine(0);
    if (this.#at === this.#text.length || this.#indent > 0) giveUp();
    const value = this.#block(0);
    if (this.#at < this.#text.length) giveUp();
    return value;
  }

  /** The first line from there on that is neither empty nor a comment. */
  #toLine(from: number): void {
    const text = this.#text;
    for (let start = from; start < text.length;) {
      let at = start;
      while (text.charCodeAt(at) === 32) at += 1;
      const found = text.indexOf('\n', at);
      const end = found < 0 ? text.length : found;
      if (at < end && text.charCodeAt(at) !== 35) {
        this.#at = at;
        this.#end = end;
        this.#indent = at - start;
        return;
      }
      start = end + 1;
    }
    this.#at = text.length;
    this.#indent = -1;
  }

  /** A map or a list whose lines begin where this one does. */
  #block(depth: number): unknown {
    if (depth > deepest) giveUp();
    return this.#isItem() ? this.#list(this.#indent, depth) : this.#map(this.#indent, depth);
  }

  #isItem(): boolean {
    const next = this.#at + 1;
    return this.#text.charCodeAt(this.#at) === 45 && (next === this.#end || this.#text.charCodeAt(next) === 32);
  }

  #map(indent: number, depth: number): unknown {
    const map: Record<string, unknown> = {};
    while (this.#indent === indent) {
      const key = this.#line.key(this.#at, this.#end) ?? giveUp();
      if (key in map) giveUp();
      map[key] = this.#value(this.#line.at, {in: map, key, indent, depth});
    }
    return map;
  }

  #list(indent: number, depth: number): unknown {
    const list: unknown[] = [];
    while (this.#indent === indent && this.#isItem()) {
      const at = this.#skipSpaces(this.#at + 1);
      // `- key: value` begins a map whose other keys stand below its first.
      if (this.#line.key(at, this.#end) === null)
        list.push(this.#value(this.#at + 1, {in: list, key: list.length, indent, depth}));
      else {
        this.#indent = indent + at - this.#at;
        this.#at = at;
        list.push(this.#map(this.#indent, depth + 1));
      }
    }
    return list;
  }

  #value(from: number, {indent, depth, ...place}: Holder): unknown {
    const at = this.#skipSpaces(from);
    if (at < this.#end && this.#text.charCodeAt(at) !== 35) {
      const value = this.#line.value(at, this.#end, place);
      this.#toLine(this.#end + 1);
      return value;
    }
    this.#toLine(this.#end + 1);
    if (this.#indent > indent) return this.#block(depth + 1);
    // A list may stand as far left as the key that it belongs to.
    return this.#indent === indent && typeof place.key === 'string' && this.#isItem() ? this.#list(indent, depth + 1) : null;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (at < this.#end && this.#text.charCodeAt(at) === 32) at += 1;
    return at;
  }
}
