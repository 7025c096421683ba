import {closeSync, fstatSync, openSync, readFileSync, readSync} from 'node:fs';

/** The longest text that a string holds with certainty. */
const usualMost = 256 * 1024 * 1024;
const chunkBytes = 64 * 1024;
/** Of a key, an identity or a few choices. */
export const smallBytes = 64 * 1024;
/** Of certificates, of which a file may hold all that a machine trusts. */
export const certificateBytes = 4 * 1024 * 1024;

/** Files that have no end, as devices have none, are not read to it. */
export class TooLong extends Error {
  constructor(readonly atMost: number) {
    super(`it is longer than ${atMost >= 1024 * 1024 ? `${atMost / 1024 / 1024} MiB` : `${atMost / 1024} KiB`}`);
  }
}

/** What a file holds that somebody has named: it may be a pipe or a device. */
export function readNamedFile(path: string, atMost = usualMost): Buffer {
  const file = openSync(path, 'r');
  try {
    const found = fstatSync(file);
    if (found.isFile() && found.size > atMost) throw new TooLong(atMost);
    return found.isFile() && found.size > 0 ? readFileSync(file) : readToEnd(file, atMost);
  } finally {
    closeSync(file);
  }
}

function readToEnd(file: number, atMost: number): Buffer {
  const chunks: Buffer[] = [];
  for (let length = 0; ;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const read = readSync(file, chunk);
    if (read === 0) return Buffer.concat(chunks);
    if ((length += read) > atMost) throw new TooLong(atMost);
    chunks.push(chunk.subarray(0, read));
  }
}

export async function readStream(stream: AsyncIterable<unknown>, atMost = usualMost): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    if ((length += bytes.length) > atMost) throw new TooLong(atMost);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
