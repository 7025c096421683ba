import type {ExecutionEvent} from '../core/execution/execution-event.js';
import {eventLine, type Progress} from './views/progress-lines.js';
import {printableData} from '../core/domain/printable.js';
import {tell as tellLine} from './streams.js';

/** A lock that is waited for is told again after this time. */
const repeatMs = 10_000;

/** Where progress goes: a live list on a terminal, plain lines elsewhere, nowhere when it is not wanted. */
export function progressOf({quiet, json}: {readonly quiet: boolean; readonly json: boolean}): Progress {
  if (quiet) return {tell: () => undefined, settled: async () => undefined};
  const {tell, settled} = process.stderr.isTTY && !json && process.env['TERM'] !== 'dumb' ? liveProgress() : plainProgress();
  return {tell: (event) => tell(printableData(event)), settled};
}

function plainProgress(): Progress {
  const startedAt = Date.now();
  let waitingSince = Number.NEGATIVE_INFINITY;
  return {
    settled: async () => undefined,
    tell: (event) => {
      const now = Date.now();
      if (event.type === 'waiting' && now - waitingSince < repeatMs) return;
      if (event.type === 'waiting') waitingSince = now;
      const line = eventLine(event, now - startedAt);
      if (line !== null) tellLine(line);
    },
  };
}

/** The list is loaded with the first event: many changes move nothing. */
function liveProgress(): Progress {
  const early: ExecutionEvent[] = [];
  let live: Progress | undefined;
  let loading: Promise<void> | undefined;
  return {
    tell: (event) => {
      if (live) return live.tell(event);
      early.push(event);
      loading ??= import('./views/progress-listr.js').then(({createListrProgress}) => {
        live = createListrProgress();
        early.forEach(live.tell);
      });
    },
    settled: async () => {
      await loading;
      await live?.settled();
    },
  };
}
