import type {ExecutionEvent} from '../core/execution/execution-event.js';
import {eventLine} from './views/progress-lines.js';

/** Where progress goes: a live list on a terminal, plain lines elsewhere, nowhere when it is not wanted. */
export function progressOf({quiet, json}: {readonly quiet: boolean; readonly json: boolean}): (event: ExecutionEvent) => void {
  if (quiet) return () => undefined;
  if (process.stderr.isTTY && !json && process.env['TERM'] !== 'dumb') return liveProgress();
  const startedAt = Date.now();
  return (event) => {
    const line = eventLine(event, Date.now() - startedAt);
    if (line !== null) process.stderr.write(`${line}\n`);
  };
}

/** The list is loaded with the first event: many changes move nothing. */
function liveProgress(): (event: ExecutionEvent) => void {
  const early: ExecutionEvent[] = [];
  let live: ((event: ExecutionEvent) => void) | undefined;
  let loading = false;
  return (event) => {
    if (live) return live(event);
    early.push(event);
    if (loading) return;
    loading = true;
    void import('./views/progress-listr.js').then(({createListrProgress}) => {
      const show = live = createListrProgress();
      early.forEach(show);
    });
  };
}
