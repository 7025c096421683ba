import {exitCodes} from '../core/domain/errors.js';
import {reasonOf} from '../core/domain/file-failures.js';
import {printable} from '../core/domain/printable.js';

/**
 * Nobody who reads is no trouble; an answer that cannot be written is one, and what the command did stays done. What people are
 * told besides may be lost: that does not undo a success. oclif's own listener ends the process there, so it goes.
 */
export function guardStreams(): void {
  process.stdout.removeAllListeners('error').on('error', onLostAnswer);
  process.stderr.removeAllListeners('error').on('error', () => undefined);
}

let isLost = false;
let onUnread: () => void = () => undefined;

/** For commands that go on writing for hours: what ends them as soon as nobody reads, or nothing can be written. */
export function whenUnread(end: () => void): void {
  onUnread = end;
}

function onLostAnswer(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return onUnread();
  if (isLost) return;
  // The stream tells of every write after the first that failed.
  isLost = true;
  tell(
    `Error: The answer cannot be written to standard output: ${reasonOf(error).replace(/^it /, 'standard output ')}. (OUTPUT_UNWRITABLE)`,
  );
  tell('Next: make room where it goes and ask again; what the command changed stays changed');
  process.prependOnceListener('exit', () => {
    const code = process.exitCode;
    if (code === undefined || code === exitCodes.done || code === exitCodes.changes) process.exitCode = exitCodes.outside;
  });
  onUnread();
}

/** One line for people, beside the answer. */
export function tell(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

/** A text for people whose parts were made printable, with its colours and line breaks. */
export function tellText(text: string): void {
  process.stderr.write(text);
}

/** What the command answers; false where whoever reads has to be waited for. oclif listens as soon as a command is loaded. */
export function answer(text: string): boolean {
  guardStreams();
  return process.stdout.write(text);
}

/** One document. What JSON leaves as it is and a terminal does not is written as JSON can write it too. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const written = text.replaceAll(
    /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${written}\n`;
}
