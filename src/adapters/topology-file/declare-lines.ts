import type * as z from 'zod/mini';
import {didYouMean, nearestName} from '../../core/domain/nearest.js';
import {foldName} from '../../core/domain/names.js';
import {writtenAt, type JsonLine} from '../yaml/json-text.js';
import type {ParsedDocument} from '../yaml/parsed-document.js';
import type {AnySchema} from '../yaml/schema-keys.js';
import {validateDocument} from '../yaml/validate.js';
import {checkEnv} from './check-env.js';
import {declareEnv, declareNode, mentions} from './declare-file.js';
import {nothing, type DeclaredFile, type InFile, type Source} from './declared-file.js';
import {sourceOf} from './source.js';
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
  const source = lineSource(document, folder);
  if (!isKind(kind)) return nothing(source, [unknownKind(kind, source)]);
  const checked = validateDocument(lineSchemas[kind] as AnySchema<never>, document);
  if ('problems' in checked) return nothing(source, checked.problems);
  return {...nothing(source), ...said[kind](checked.value, {path: [], source})};
}

/** What a line of each kind declares. */
const said: {readonly [K in Kind]: (line: z.infer<(typeof lineSchemas)[K]>, at: InFile) => Partial<DeclaredFile>} = {
  org: ({name}) => ({org: foldName(name)}),
  group: ({name}) => ({groups: [foldName(name)]}),
  workspace: ({name}) => ({workspaces: [foldName(name)]}),
  node: (node, at) => ({nodes: [declareNode(node.name, node, at)]}),
  app: (app, {source}) => ({apps: mentions({apps: {[app.name]: app}}, source)}),
  env: (env, at) => ({
    envs: [declareEnv(env.name, env, at)],
    apps: mentions({envs: {[env.name]: env}}, at.source),
    problems: checkEnv(env, at),
  }),
};

function isKind(kind: unknown): kind is Kind {
  return kinds.includes(kind as Kind);
}

function unknownKind(kind: unknown, source: Source) {
  const nearest = typeof kind === 'string' ? nearestName(kind, kinds) : null;
  return {...source.problem(['kind'], `must be one of ${kinds.join(', ')}${didYouMean(nearest)}`), nearest};
}

/** A line is one object by itself: `nodes.web-1.zone` is its `zone`. */
function lineSource(document: ParsedDocument, folder: string): Source {
  const source = sourceOf(document, folder);
  return {...source, placeOf: ([, , ...fact]) => source.placeOf(fact)};
}
