import type {ImportKind} from '../../core/ports/import-files.js';
import type {SourcePath} from '../../core/domain/import/source.js';
import {yamlDocuments, type YamlNode, type YamlNodes} from '../yaml/yaml-nodes.js';

/** One compose file as it was given. */
export interface ComposeText {
  readonly text: string;
  /** As it is told; `stdin` for standard input. */
  readonly file: string;
  /** Whole path; null for standard input, and for what can be read only once. */
  readonly path: string | null;
  /** Where names of other files are relative to. */
  readonly folder: string;
}

/** A text that was given, and what it is. */
export interface GivenText extends ComposeText {
  readonly kind: ImportKind;
}

/**
 * What a file without `services:` is: the body of one service, as documents show it, or a map of services, which was the first
 * form of compose.
 */
export type ComposeForm = 'project' | 'services' | 'part';

/** Keys that a service has and a project has not. */
const ofServices = new Set(
  'image build command entrypoint environment env_file ports expose healthcheck container_name deploy depends_on restart labels scale'.split(
    ' ',
  ),
);

export interface ReadText extends ComposeText {
  readonly documents: readonly YamlNodes[];
  readonly form: ComposeForm;
}

export function readComposeText(given: ComposeText): ReadText {
  const documents = yamlDocuments(given.text);
  return {...given, documents, form: formOf(documents)};
}

function formOf(documents: readonly YamlNodes[]): ComposeForm {
  const keys = keysAt({documents}, []);
  if (keys.some((key) => key === 'services' || key === 'include')) return 'project';
  if (keys.some((key) => ofServices.has(key))) return 'part';
  const isService = (key: string) => findIn({documents}, [key, 'image']) !== null || findIn({documents}, [key, 'build']) !== null;
  return keys.length > 0 && keys.every(isService) ? 'services' : 'project';
}

type Documents = Pick<ReadText, 'documents'>;

/** In the last document that says it. */
export function findIn({documents}: Documents, path: SourcePath): YamlNode | null {
  return documents.reduceRight<YamlNode | null>((found, nodes) => found ?? nodes.find(path), null);
}

export function keysAt({documents}: Documents, path: SourcePath): readonly string[] {
  return [...new Set(documents.flatMap((nodes) => nodes.keysAt(path)))];
}

export const partName = 'part';

/** The text as a whole project, for Compose reads nothing else; an image of its own goes before the one that is made up. */
export function asProject({text, form}: Pick<ReadText, 'text' | 'form'>): string {
  const indented = (by: string) => text.replaceAll(/^(?:---.*|%.*)$/gm, '').replaceAll(/^(?=.)/gm, by);
  if (form === 'services') return `services:\n${indented('  ')}\n`;
  return `services:\n  ${partName}:\n    image: ${partName}\n---\nservices:\n  ${partName}:\n${indented('    ')}\n`;
}

/** Lines that stand before the file's own in what Compose is given. */
export function linesBefore({form}: Pick<ReadText, 'form'>): number {
  return {project: 0, services: 1, part: 6}[form];
}
