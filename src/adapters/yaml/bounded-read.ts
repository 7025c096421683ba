import {closeSync, openSync, readFileSync, readSync, fstatSync} from 'node:fs';

/** More than any file for people has; a device or a pipe may have no end. */
export const mostMib = 256;
const mostBytes = mostMib * 1024 * 1024;
const chunkBytes = 1024 * 1024;

/** All of a file; throws where it has more than can be meant. */
export async function readBounded(path: string): Promise<Buffer> {
  const file = openSync(path, 'r');
  try {
    const stat = fstatSync(file);
    if (stat.isFile()) return stat.size > mostBytes ? refuse() : readFileSync(file);
    return readToEnd(file);
  } finally {
    closeSync(file);
  }
}

/** All of a stream, in the same bounds. */
export async function readStreamBounded(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > mostBytes) refuse();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function readToEnd(file: number): Buffer {
  const chunks: Buffer[] = [];
  for (let length = 0; length <= mostBytes;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const read = readSync(file, chunk);
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
    length += read;
  }
  return refuse();
}

function refuse(): never {
  throw new Error(`it has more than ${mostMib} MiB`);
}
