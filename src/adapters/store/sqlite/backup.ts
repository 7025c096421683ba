import {closeSync, fsyncSync, openSync, renameSync, rmSync, statSync} from 'node:fs';
import {backupPath} from './backup-path.js';

const dayMs = 86_400_000;
const abandonedMs = 600_000;
const largestBytes = 200_000_000;

/** Up to here a copy is hardly noticed. */
const smallBytes = 1_000_000;
/** A copy takes about ten milliseconds a megabyte, and a thousandth of the time is enough for copies. */
const apartMsPerByte = 0.01;

const minuteMs = 60_000;
/** From so many times the size of its copy on, a store holds what the copy is no copy of. */
const outgrownTimes = 4;

/**
 * Once a day, at revisions 1, 2, 4, 8 and so on, and when the store has outgrown the copy: the copy of a young store would otherwise
 * be of an empty one. A store that is young and big already is not copied again before the last copy has reached an age that goes by
 * the size.
 */
function isBackupDue(path: string, revision: number): boolean {
  const age = ageMs(backupPath(path));
  if (age === null || age > dayMs) return true;
  const outgrown = age > minuteMs && bytesOf(path) > outgrownTimes * bytesOf(backupPath(path));
  if ((revision & (revision - 1)) !== 0 && !outgrown) return false;
  const bytes = bytesOf(path) + bytesOf(`${path}-wal`);
  return bytes < smallBytes || age > bytes * apartMsPerByte;
}

/** What follows a commit. */
export async function backUpWhenDue(path: string, revision: number): Promise<void> {
  if (isBackupDue(path, revision)) await backUp(path);
}

/**
 * Copies the store beside itself. The copy replaces the one before only when everything in it can be read.
 * A copy that fails is not worth failing a command that has done its work.
 */
export async function backUp(path: string): Promise<void> {
  const part = `${backupPath(path)}.part`;
  if (!claim(path, part)) return;
  try {
    const {copyStore} = await import('./copy.js');
    await copyStore(path, part);
    flush(part);
    renameSync(part, backupPath(path));
  } catch {
    rmSync(part, {force: true});
  }
}

/** The empty file is the claim: of commands that end together, one copies. */
function claim(path: string, part: string): boolean {
  const age = ageMs(part);
  if (age !== null && age > abandonedMs) rmSync(part, {force: true});
  try {
    if (bytesOf(path) > largestBytes) return false;
    closeSync(openSync(part, 'wx', 0o600));
    return true;
  } catch {
    return false;
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

function bytesOf(path: string): number {
  return statSync(path, {throwIfNoEntry: false})?.size ?? 0;
}

function ageMs(path: string): number | null {
  const found = statSync(path, {throwIfNoEntry: false});
  return found ? Date.now() - found.mtimeMs : null;
}
