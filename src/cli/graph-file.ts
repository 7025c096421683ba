import {extname} from 'node:path';
import type {GraphFormat} from '../core/ports/graph-renderer.js';
import {writeNamedFile} from '../adapters/files/write-file.js';

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

export const savePicture = writeNamedFile;
