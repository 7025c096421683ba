import type {Style} from './style.js';
import {printable, printableData, printableLines} from '../../core/domain/printable.js';

export type OutputFormat = 'table' | 'wide' | 'json' | 'yaml' | 'name';

/** How one shape of answer looks: as text, and as bare names for scripts. */
export interface View<T> {
  text(data: T, style: Style, wide?: boolean): string | Promise<string>;
  /** For what is a text of its own, such as a file: it goes out as it is, but to a terminal. */
  readonly document?: true;
  /** Whether each part of the text was made printable already. */
  readonly isPrintable?: true;
  names?(data: T): readonly string[];
}

/** The answer as text that ends with a line break, or is empty. */
export async function renderText<T>({
  data,
  view,
  format,
  style,
}: {
  readonly data: T;
  readonly view: View<T>;
  readonly format: OutputFormat;
  readonly style: Style;
}): Promise<string> {
  if (format === 'yaml') {
    const {yamlText} = await import('../../adapters/yaml/yaml-text.js');
    return shown(yamlText(data), style);
  }
  if (format === 'name') return lines((view.names?.(data) ?? []).map((name) => printable(name)).join('\n'));
  if (view.document) return lines(shown(await view.text(data, style), style));
  return lines(await view.text(view.isPrintable ? data : printableData(data), style, format === 'wide'));
}

/** Scripts get every byte of a document; no terminal is moved by one. */
function shown(text: string, {terminal}: Style): string {
  return terminal ? printableLines(text) : text;
}

function lines(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
