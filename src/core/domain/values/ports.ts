import {quoted} from '../quoted.js';
import type {Read} from './read.js';

/** A port as it is written behind a host: zeros before it go. */
export function readPort(text: string): Read<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535
    ? {ok: port}
    : {problem: `the port is ${quoted(text)}, and a port is a whole number from 1 to 65535`};
}
