import {remark, type Remark} from '../findings.js';
import {pathKey, type ComposeSource, type Place, type SourcePath} from '../source.js';

/** A place in a compose file. */
export interface At {
  readonly source: ComposeSource;
  readonly path: SourcePath;
}

export function inside({source, path}: At, ...more: SourcePath): At {
  return {source, path: [...path, ...more]};
}

export function placeAt({source, path}: At, key: string = keyText(path)): Place {
  return {file: source.file, line: source.lineOf(path), key};
}

export function leftOut(at: At, reason: string): Remark {
  return remark(placeAt(at), reason);
}

/** The variable that the text wants and nobody has set; null when it is complete. */
export function unsetAt({source, path}: At): string | null {
  return source.unset.get(pathKey(path)) ?? null;
}

/** Whether the file itself says the value, not a variable. */
export function isWritten({source, path}: At): boolean {
  return !source.filled.has(pathKey(path));
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
