import type {CopyEvent} from '../core/ports/store-copy.js';
import {compactNumber} from './views/store-copy.js';
import {printable} from '../core/domain/printable.js';
import {tellText} from './streams.js';

export interface CopyProgress {
  tell(event: CopyEvent): void;
  /** Leaves the line that stands on a terminal. */
  end(): void;
}

/** A line that counts on a terminal, a line for each step elsewhere, and nothing where it is not wanted. */
export function copyProgress({quiet, json}: {readonly quiet: boolean; readonly json: boolean}): CopyProgress {
  if (quiet) return {tell: () => undefined, end: () => undefined};
  const isLive = process.stderr.isTTY === true && !json && process.env['TERM'] !== 'dumb';
  let [copied, total] = [0, 0];
  let standing = false;
  const write = (line: string, live = false) => {
    tellText(`${standing ? '\r\u001B[K' : ''}${printable(line)}${live ? '' : '\n'}`);
    standing = live;
  };
  return {
    end: () => {
      if (standing) write('');
    },
    tell: (event) => {
      if (event.type === 'began') total = event.tables.reduce((sum, {rows}) => sum + rows, 0);
      if (event.type === 'rows') copied += event.rows;
      const line = lineOf(event, {copied, total});
      if (line !== null) write(line);
      else if (isLive && event.type === 'rows')
        write(`  ${event.table}: ${compactNumber(copied)} of ${compactNumber(total)} rows`, true);
    },
  };
}

function lineOf(event: CopyEvent, {total}: {readonly copied: number; readonly total: number}): string | null {
  switch (event.type) {
    case 'began':
      return event.target === 'unfinished'
        ? `going on with a copy that was cut short (${compactNumber(total)} rows)`
        : `copying ${compactNumber(total)} rows`;
    case 'passed':
      return event.written === 0 ? 'caught up' : `copied ${compactNumber(event.written)} rows; looking for what has changed`;
    case 'waiting':
      return `waiting for ${event.holder}, who holds ${event.resource}`;
    case 'rows':
      return null;
  }
}
