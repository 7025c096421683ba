import {foldName} from '../../core/domain/names.js';
import {didYouMean, nearestName} from '../../core/domain/nearest.js';
import {validateDocument} from '../yaml/validate.js';
import {writtenAt, type JsonLine} from '../yaml/json-text.js';
import {keyOf, type ParsedDocument} from '../yaml/parsed-document.js';
import {checkEnv, declareApps, declareEnv, declareNode} from './declare-file.js';
import {nothing, type DeclaredFile, type Source} from './declared-file.js';
import {lineSchemas} from './topology-schema.js';

type Kind = keyof typeof lineSchemas;
const kinds = Object.keys(lineSchemas) as Kind[];

/** NDJSON: each line one object, `{"kind": "node", "name": "web-1", …}`. */
export function declareLines(lines: readonly JsonLine[], file: string, folder: string): DeclaredFile[] {
  return lines.map(({line, value}) => declareLine(documentOf(file, line, value), folder));
}

function documentOf(file: string, line: number, value: unknown): ParsedDocument {
  return {file, value, locate: () => ({line, column: 1}), written: (path) => writtenAt(value, path)};
}

function declareLine(document: ParsedDocument, folder: string): DeclaredFile {
  const kind = (document.value as {kind?: unknown} | null)?.kind;
  const source = sourceOf(document, folder);
  if (!kinds.includes(kind as Kind)) {
    const nearest = typeof kind === 'string' ? nearestName(kind, kinds) : null;
    return {
      ...nothing,
      problems: [{...source.problem(['kind'], `must be one of ${kinds.join(', ')}${didYouMean(nearest)}`), nearest}],
    };
  }
  if (kind === 'node') {
    const checked = validateDocument(lineSchemas.node, document);
    return 'problems' in checked
      ? {...nothing, problems: checked.problems}
      : {...nothing, nodes: [declareNode(checked.value.name, checked.value, {path: [], source})]};
  }
  if (kind === 'env') {
    const checked = validateDocument(lineSchemas.env, document);
    if ('problems' in checked) return {...nothing, problems: checked.problems};
    const env = checked.value;
    return {
      ...nothing,
      envs: [declareEnv(env.name, env, {path: [], source})],
      apps: declareApps(env, {path: ['apps'], source}),
      problems: checkEnv(env, {path: [], source}),
    };
  }
  if (kind === 'group') {
    const checked = validateDocument(lineSchemas.group, document);
    return 'problems' in checked
      ? {...nothing, problems: checked.problems}
      : {...nothing, groups: [foldName(checked.value.name)]};
  }
  if (kind === 'workspace') {
    const checked = validateDocument(lineSchemas.workspace, document);
    return 'problems' in checked
      ? {...nothing, problems: checked.problems}
      : {...nothing, workspaces: [foldName(checked.value.name)]};
  }
  const checked = validateDocument(lineSchemas.org, document);
  return 'problems' in checked
    ? {...nothing, problems: checked.problems}
    : {...nothing, org: {value: checked.value.name.toLowerCase(), problem: (message) => source.problem(['name'], message)}};
}

export function sourceOf(document: ParsedDocument, folder: string): Source {
  return {
    folder,
    written: (path) => document.written(path),
    problem: (path, message) => ({
      file: document.file,
      ...document.locate(path),
      key: keyOf(path),
      message: `${keyOf(path)} ${message}`,
      nearest: null,
    }),
  };
}
