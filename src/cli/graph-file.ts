import {writeFile} from 'node:fs/promises';
import {extname} from 'node:path';
import type {GraphFormat} from '../core/ports/graph-renderer.js';
import {unwritable} from './unwritable.js';

const formatsByEnding: Readonly<Record<string, GraphFormat>> = {
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
  '.svg': 'svg',
  '.html': 'html',
  '.htm': 'html',
};

/** What is asked for; without it what the ending of the file says, and Mermaid where nothing does. */
export function formatOf({
  format,
  out,
}: {
  readonly format?: GraphFormat | undefined;
  readonly out?: string | undefined;
}): GraphFormat {
  return format ?? formatsByEnding[extname(out ?? '').toLowerCase()] ?? 'mermaid';
}

/** Failure: `FILE_UNWRITABLE` (exit 2). */
export async function savePicture(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: unknown) => Promise.reject(unwritable(path, error)));
}
