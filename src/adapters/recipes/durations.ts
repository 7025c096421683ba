import {readDuration} from '../../core/domain/values/durations.js';

/** What the schema has let in, in milliseconds. */
export function parseDuration(text: string): number {
  const read = readDuration(text);
  return 'ok' in read ? read.ok : 0;
}
