import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  stringify,
  type Document,
  type YAMLError,
} from 'yaml';
import {fileFailure, type FileProblem} from './file-problem.js';
import type {ParsedDocument, Path, Position} from './parsed-document.js';
import {PlainPlaces} from './plain-places.js';
import {readPlainYaml, type PlainYaml} from './plain-yaml.js';
import {positions} from './positions.js';

/** Plain YAML is read quickly; the library reads what is not, and tells where things stand. */
export function parseYaml(text: string, file: string): ParsedDocument {
  const plain = readPlainYaml(text);
  const isBig = text.length > mostForLibrary;
  if ('value' in plain)
    return {
      file,
      value: plain.value,
      locate: isBig ? plainLocator(text) : textLocator(text),
      written: (path) => plainWritten(plain, path),
    };
  if (isBig) throw tooBig(file, plain.stoppedAt);
  return parseCarefully(text, file);
}

/** Of characters: the library takes a second for three million of them, and memory for a hundred times their number. */
const mostForLibrary = 10_000_000;

function tooBig(file: string, position: Position) {
  const message = `YAML of this size is read only where it is plain, and it is not here`;
  const hint =
    'Write this line without anchors, tags, tabs and texts of several lines, and no key twice; or give JSON, or several smaller files.';
  return fileFailure('FILE_UNPARSABLE', [{file, ...position, key: '', nearest: null, message}], hint);
}

function plainLocator(text: string): (path: Path) => Position {
  const lines = text.replaceAll('\r\n', '\n');
  const places = new PlainPlaces(lines);
  const positionAt = positions(lines);
  return (path) => positionAt(places.offsetOf(path));
}

function plainWritten({value, sources}: PlainYaml, path: Path): string {
  const holder = path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], value);
  const key = path.at(-1) as string | number;
  return sources.get(holder as object)?.get(key) ?? String((holder as Record<string | number, unknown>)[key]);
}

/** By the library alone, which knows all of YAML. */
export function parseCarefully(text: string, file: string): ParsedDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, merge: true, stringKeys: true});
  if (document.errors.length > 0) throw syntaxFailure(document.errors, {text, file, lines});
  return {
    file,
    value: toValue(document, file),
    locate: (path) => positionAt(lines, offsetOf(document, path)),
    written: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? (node.source ?? String(node.value)) : String(node);
    },
  };
}

/** The only way to YAML text. */
export function yamlText(value: unknown): string {
  return stringify(value, {lineWidth: 0, aliasDuplicateObjects: false});
}

/** Finds paths in a text that was read without the library; it is parsed a second time only when there is something to report. */
function textLocator(text: string): (path: Path) => Position {
  let parsed: {readonly document: Document; readonly lines: LineCounter} | null = null;
  const parse = () => {
    const lines = new LineCounter();
    return {document: parseDocument(text, {lineCounter: lines, prettyErrors: false, uniqueKeys: false}), lines};
  };
  return (path) => {
    const {document, lines} = (parsed ??= parse());
    return positionAt(lines, offsetOf(document, path));
  };
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS({maxAliasCount: 1000});
  } catch (error) {
    const message = error instanceof RangeError ? tooDeep : (error as Error).message;
    throw fileFailure('FILE_UNPARSABLE', [{file, line: 1, column: 1, key: '', message, nearest: null}]);
  }
}

interface SyntaxScope {
  readonly text: string;
  readonly file: string;
  readonly lines: LineCounter;
}

/** The library walks by calling itself, and takes the end of the stack for a fault of the text. */
const endOfStack = /stack (?:overflow|size)/i;
const tooDeep = 'maps and lists stand too deep inside one another to be read';

function syntaxFailure(errors: readonly YAMLError[], {text, file, lines}: SyntaxScope) {
  const deep = errors.find(({message}) => endOfStack.test(message));
  if (deep) {
    const problem = {file, ...positionAt(lines, deep.pos[0]), key: '', message: tooDeep, nearest: null};
    return fileFailure('FILE_UNPARSABLE', [problem]);
  }
  const problems = errors.map((error): FileProblem => {
    const [start] = error.pos;
    const duplicate = error.code === 'DUPLICATE_KEY' ? (/^["']?([^:"'\n]*)/.exec(text.slice(start))?.[1]?.trim() ?? '') : null;
    return {
      file,
      ...positionAt(lines, start),
      key: duplicate ?? '',
      nearest: null,
      message:
        duplicate === null
          ? `${error.message.replace(/\.$/, '').replace(/\s+/g, ' ')}`
          : `the key "${duplicate}" stands twice in one place`,
    };
  });
  return fileFailure(errors.every((error) => error.code === 'DUPLICATE_KEY') ? 'FILE_INVALID' : 'FILE_UNPARSABLE', problems);
}

function positionAt(lines: LineCounter, offset: number): Position {
  const {line, col} = lines.linePos(offset);
  return {line: Math.max(line, 1), column: Math.max(col, 1)};
}

/** Walks as far along the path as there are nodes: a missing key is told at what should have it. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part));
      if (!pair) break;
      offset = rangeStart(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = rangeStart(node) ?? offset;
    } else break;
  }
  return offset;
}

function rangeStart(node: unknown): number | undefined {
  return (node as {range?: readonly number[] | null} | null)?.range?.[0];
}
