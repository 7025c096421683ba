import {pass, problem, type Check} from './check.js';

const gib = 1024 ** 3;

/** Little room is a warning, hardly any a problem. */
export function checkSpace(
  check: string,
  {directory, freeBytes}: {readonly directory: string; readonly freeBytes: number},
): Check {
  const message = `${(freeBytes / gib).toFixed(1)} GiB are free in ${directory}`;
  if (freeBytes >= gib) return pass(check, message);
  return problem(check, {
    result: freeBytes >= gib / 10 ? 'warn' : 'fail',
    code: 'DISK_FULL',
    message: `Only ${message}.`,
    hint: 'Make room: docker system df shows what Docker holds',
  });
}
