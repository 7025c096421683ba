import {closeSync, constants, openSync, readFileSync, writeSync} from 'node:fs';
import {digestOf, hexOf} from '../digest.js';

/**
 * The last committed revision, beside the database. SQLite drops the rest of its log without a word where a frame does
 * not match its checksum, and with it commits that were reported as done; the mark is what remembers them. It is
 * written after the commit, so that it is never ahead of the database, and needs no flush of its own.
 */
export function markPath(path: string): string {
  return `${path}-mark`;
}

export function readMark(path: string): number {
  let text: string;
  try {
    text = readFileSync(markPath(path), 'latin1');
  } catch {
    return 0;
  }
  const [revision, digest] = text.trim().split(' ');
  return revision !== undefined && digest === hexOf(digestOf(revision)) ? Number(revision) : 0;
}

/** Fixed width, written in place: of writers that meet, one leaves its whole mark. A mark that cannot be written is only weaker. */
export function writeMark(path: string, revision: number): void {
  const text = `${revision}`.padStart(15, '0');
  try {
    const file = openSync(markPath(path), constants.O_WRONLY | constants.O_CREAT, 0o600);
    writeSync(file, `${text} ${hexOf(digestOf(text))}\n`, 0);
    closeSync(file);
  } catch {
    return;
  }
}
