import {readFileSync} from 'node:fs';

const BLOCK = 512;
const KINDS = {file: '0', link: '2', folder: '5'};

/**
 * Entries are `{ path, kind?, mode?, owner?, size, content | source, target? }`. Time is always 0, so the same
 * entries give the same bytes, and with them the same image id, on every machine.
 */
export function* tarEntries(entries) {
  for (const entry of entries) {
    yield header(entry);
    if (!entry.size) continue;
    yield* entry.chunks ? entry.chunks() : [entry.content ?? readFileSync(entry.source)];
    yield Buffer.alloc(padding(entry.size));
  }
}

export function* tarBytes(entries) {
  yield* tarEntries(entries);
  yield Buffer.alloc(2 * BLOCK);
}

export const tarSize = (entries) => entries.reduce((sum, {size = 0}) => sum + BLOCK + size + padding(size), 2 * BLOCK);

const padding = (size) => (BLOCK - (size % BLOCK)) % BLOCK;

function header({path, kind = 'file', mode = 0o644, owner = 0, size = 0, target = ''}) {
  const block = Buffer.alloc(BLOCK);
  const {name, prefix} = splitPath(path);
  const octal = (value, offset, length) => block.write(value.toString(8).padStart(length - 1, '0'), offset);
  block.write(name, 0);
  octal(mode, 100, 8);
  octal(owner, 108, 8);
  octal(owner, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write(KINDS[kind], 156);
  block.write(target, 157);
  block.write('ustar\u000000', 257);
  block.write(prefix, 345);
  block.fill(' ', 148, 156);
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return block;
}

function splitPath(path) {
  if (path.length <= 100) return {name: path, prefix: ''};
  const cut = path.indexOf('/', path.length - 101);
  if (cut < 0 || cut > 155) throw new Error(`The path ${path} is too long for a tar header.`);
  return {name: path.slice(cut + 1), prefix: path.slice(0, cut)};
}
