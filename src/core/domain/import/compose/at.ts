import {remark, type Remark} from '../findings.js';
import type {ComposeSource, Place, SourcePath} from '../source.js';
import {referencesOf} from './references.js';

/** A place in the model of a compose project. */
export interface At {
  readonly source: ComposeSource;
  readonly path: SourcePath;
}

export function inside({source, path}: At, ...more: SourcePath): At {
  return {source, path: [...path, ...more]};
}

export function placeAt({source, path}: At, key: string = keyText(path)): Place {
  const {file, line} = source.nearest(path);
  return {file, line, key};
}

export function leftOut(at: At, reason: string): Remark {
  return remark(placeAt(at), reason);
}

/** The variable that the text wants and nobody has set; null when it is complete. */
export function unsetAt({source, path}: At): string | null {
  const wanted = referencesOf(source.writtenAt(path)?.text ?? '').filter(({hasDefault}) => !hasDefault);
  return wanted.find(({name}) => source.unset.has(name))?.name ?? null;
}

/** Whether a compose file itself says the value: no variable, and no other file. */
export function isWritten({source, path}: At): boolean {
  const written = source.writtenAt(path);
  return written?.text != null && source.files.includes(written.file) && referencesOf(written.text).length === 0;
}

/** Whether it is more than what Compose adds by itself. */
export function isSaid(value: unknown, {source, path}: At): boolean {
  return !isFiller(value) || source.writtenAt(path) !== null;
}

/** Nothing, or maps that end in nothing. */
function isFiller(value: unknown): boolean {
  return value === null || (isRecord(value) && Object.values(value).every(isFiller));
}

export function keyText(path: SourcePath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a scalar; null when it is none. */
export function scalarText(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A whole number, also as text; null when it is none. */
export function wholeNumber(value: unknown): number | null {
  const text = scalarText(value)?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
