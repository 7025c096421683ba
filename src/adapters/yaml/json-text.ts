import {fileFailure} from './file-problem.js';
import type {ParsedDocument, Path, Position} from './parsed-document.js';
import {endOfText, JsonPlaces} from './json-places.js';
import {positions} from './positions.js';

/** JSON goes by the engine's own parser: 10,000 nodes take a hundredth of what YAML needs. */
export function parseJson(text: string, file: string): ParsedDocument {
  const value = parse(text, file, 1);
  const places = new JsonPlaces(text);
  const positionAt = positions(text);
  return {file, value, locate: (path) => positionAt(places.offsetOf(path)), written: (path) => writtenAt(value, path)};
}

export interface JsonLine {
  readonly line: number;
  readonly value: unknown;
}

/** Each line is a declaration of its own until all are merged, and takes more than a kilobyte however short it is. */
const mostLines = 1_000_000;

export function parseJsonLines(text: string, file: string): JsonLine[] {
  const lines = text.split('\n');
  if (lines.length > mostLines) throw tooMany(file);
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [{line: index + 1, value: parse(line, file, index + 1)}]));
}

export function writtenAt(value: unknown, path: Path): string {
  return String(path.reduce<unknown>((at, part) => (at as Record<string | number, unknown> | undefined)?.[part], value));
}

function tooMany(file: string) {
  const message = `a file has at most ${mostLines} lines of JSON`;
  const hint = 'Give it as one JSON document, or split it and apply the parts one after the other.';
  return fileFailure('FILE_UNPARSABLE', [{file, line: mostLines + 1, column: 1, key: '', message, nearest: null}], hint);
}

const big = 10_000_000;
const deepest = 1000;

/** Millions of brackets that nobody closes would make the engine's parser take gigabytes. */
function expectShallow(text: string, file: string): void {
  const at = firstDeeper(text, deepest);
  if (at === null) return;
  const message = `maps and lists stand more than ${deepest} deep inside one another`;
  throw fileFailure('FILE_UNPARSABLE', [{file, ...positions(text)(at), key: '', message, nearest: null}]);
}

function firstDeeper(text: string, most: number): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfText(text, at) - 1;
    else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) depth -= 1;
    if (depth > most) return at;
  }
  return null;
}

function parse(text: string, file: string, firstLine: number): unknown {
  if (text.length > big) expectShallow(text, file);
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    const {line, column} = positionOf(message, text);
    throw fileFailure('FILE_UNPARSABLE', [
      {
        file,
        line: line + firstLine - 1,
        column,
        key: '',
        nearest: null,
        message: `this is not JSON: ${message.replace(/ in JSON at position.*$| \(line.*$/s, '')}`,
      },
    ]);
  }
}

function positionOf(message: string, text: string): Position {
  const told = /line (\d+) column (\d+)/.exec(message);
  if (told) return {line: Number(told[1]), column: Number(told[2])};
  const lines = text.trimEnd().split('\n');
  return {line: lines.length, column: (lines.at(-1) ?? '').length + 1};
}
