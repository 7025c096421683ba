import {digestOf} from '../digest.js';

/** The journal keeps ids in a column of limited width. */
const longest = 150;

/** Unique over a plan when its parts are: two environments may have instances of the same name on one node. */
export function stepId(...parts: readonly string[]): string {
  const id = parts.join(':');
  return id.length <= longest ? id : `${id.slice(0, longest - 9)}-${digestOf(id, 8)}`;
}
