import {quoted} from '../quoted.js';
import type {ValueKind} from './kinds.js';

/** The end of a sentence that begins with "must be". */
export function wrongValue({form, isUnquoted}: ValueKind<unknown>, text: string, problem: string): string {
  return `${form}${isUnquoted ? '' : `, not ${quoted(text)}`}: ${problem}`;
}
