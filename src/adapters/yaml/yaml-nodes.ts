import {isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, visit, type Document, type YAMLMap} from 'yaml';
import type {Path, Position} from './parsed-document.js';

/** What stands at a path of a YAML document. */
export interface YamlNode {
  readonly line: number;
  /** Characters before it. */
  readonly offset: number;
  /** A scalar as it reads, quotes and escapes resolved; null for a map or a list. */
  readonly text: string | null;
  /** Number of items of a list. */
  readonly length: number;
}

export interface YamlText {
  readonly path: Path;
  readonly line: number;
  readonly text: string;
}

interface Step {
  readonly node: unknown;
  readonly offset: number;
}

/** Where the documents of a YAML text say what somebody else has read: nothing is refused here. */
export function yamlDocuments(text: string): readonly YamlNodes[] {
  const lines = new LineCounter();
  const options = {lineCounter: lines, logLevel: 'silent', prettyErrors: false, strict: false, uniqueKeys: false} as const;
  const documents = parseAllDocuments(text, options);
  return Array.isArray(documents) ? documents.map((document: Document) => new YamlNodes(document, lines)) : [];
}

export class YamlNodes {
  readonly #document: Document;
  readonly #lines: LineCounter;
  /** Of each map by key, for the library looks through all of them. */
  readonly #pairs = new Map<YAMLMap, ReadonlyMap<string, YAMLMap['items'][number]>>();
  #targets: ReadonlyMap<unknown, unknown> | null = null;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  /** Where the text is no YAML. */
  get faults(): readonly (Position & {readonly message: string})[] {
    return this.#document.errors.map(({pos, message}) => {
      const {line, col} = this.#lines.linePos(pos[0]);
      return {line: Math.max(line, 1), column: Math.max(col, 1), message: message.replace(/\.$/, '').replaceAll(/\s+/g, ' ')};
    });
  }

  /** Keys of the map at the path; none where it is none. */
  keysAt(path: Path): readonly string[] {
    const node = this.#resolved(this.#walk(path)?.node);
    return isMap(node) ? [...this.#pairsOf(node).keys()] : [];
  }

  /** Every value, where it is written: what an alias stands for, once. */
  texts(): readonly YamlText[] {
    const found: YamlText[] = [];
    visit(this.#document, {
      Scalar: (key, node, above) => {
        const text = key === 'key' ? null : scalarText(node.value, node.source);
        if (text === null) return;
        found.push({line: Math.max(this.#lines.linePos(node.range?.[0] ?? 0).line, 1), text, path: pathOf(key, above)});
      },
    });
    return found;
  }

  /** Null when nothing stands exactly there. */
  find(path: Path): YamlNode | null {
    const step = this.#walk(path);
    if (!step) return null;
    const node = this.#resolved(step.node);
    return {
      line: Math.max(this.#lines.linePos(step.offset).line, 1),
      offset: step.offset,
      text: isScalar(node) ? scalarText(node.value, node.source) : null,
      length: isSeq(node) ? node.items.length : 0,
    };
  }

  #walk(path: Path): Step | null {
    const root: unknown = this.#document.contents;
    let step: Step | null = {node: root, offset: startOf(root) ?? 0};
    for (const part of path) step = step && this.#child(step, part);
    return step;
  }

  #child({node: at, offset}: Step, part: string | number): Step | null {
    const node = this.#resolved(at);
    if (isMap(node)) {
      const pair = this.#pairsOf(node).get(String(part));
      return pair ? {node: pair.value, offset: startOf(pair.key) ?? offset} : this.#merged(node, offset, part);
    }
    if (!isSeq(node)) return null;
    // `- KEY=VALUE` and `- KEY` are KEY.
    const isKey = (it: unknown) => isScalar(it) && String(it.value).split('=', 1)[0]!.trim() === part;
    const item = typeof part === 'number' ? node.items[part] : node.items.findLast(isKey);
    return item === undefined ? null : {node: item, offset: startOf(item) ?? offset};
  }

  /** What `<<` brings in. */
  #merged(map: YAMLMap, offset: number, part: string | number): Step | null {
    const source: unknown = this.#pairsOf(map).get('<<')?.value;
    const maps: readonly unknown[] = isSeq(source) ? source.items : source === undefined ? [] : [source];
    for (const node of maps) {
      const found = this.#child({node, offset}, part);
      if (found) return found;
    }
    return null;
  }

  #pairsOf(map: YAMLMap) {
    const known = this.#pairs.get(map);
    if (known) return known;
    const pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? keyText(pair.key) : '', pair]));
    this.#pairs.set(map, pairs);
    return pairs;
  }

  #resolved(node: unknown): unknown {
    return isAlias(node) ? (this.#targets ??= targetsOf(this.#document)).get(node) : node;
  }
}

/** Keys and indexes from the top to a node. */
function pathOf(key: unknown, above: readonly unknown[]): Path {
  return above.flatMap((node, index): Path => {
    if (isPair(node)) return isScalar(node.key) ? [keyText(node.key)] : [];
    if (!isSeq(node)) return [];
    return [index + 1 === above.length ? Number(key) : node.items.indexOf(above[index + 1])];
  });
}

/** What each alias stands for: the last of its name before it. */
function targetsOf(document: Document): ReadonlyMap<unknown, unknown> {
  const anchors = new Map<string, unknown>();
  const targets = new Map<unknown, unknown>();
  visit(document, {
    Alias: (_, alias) => void targets.set(alias, anchors.get(alias.source)),
    Value: (_, node) => void (node.anchor !== undefined && anchors.set(node.anchor, node)),
  });
  return targets;
}

function keyText({value, source}: {readonly value: unknown; readonly source?: string}): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}

function scalarText(value: unknown, source: string | undefined): string | null {
  return typeof value === 'string' ? value : (source ?? (value === null ? null : String(value)));
}

function startOf(node: unknown): number | undefined {
  return (node as {range?: readonly number[] | null} | null)?.range?.[0];
}
