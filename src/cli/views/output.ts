import type {Style} from './style.js';

export type OutputFormat = 'table' | 'wide' | 'json' | 'yaml' | 'name';

/** How one shape of answer looks: as text, and as bare names for scripts. */
export interface View<T> {
  text(data: T, style: Style, wide?: boolean): string | Promise<string>;
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
    return yamlText(data);
  }
  if (format === 'name') return lines((view.names?.(data) ?? []).join('\n'));
  return lines(await view.text(data, style, format === 'wide'));
}

function lines(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
