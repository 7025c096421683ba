import {normalizeAddress} from '../addresses.js';
import {orgFlag} from '../indexes.js';
import {quoted} from '../quoted.js';
import type {Entry} from '../model.js';
import type {Rule} from './rule.js';

export const entryInvalid: Rule = {
  codes: ['ENTRY_INVALID'],
  sentence: 'An entry is a legal host or IP without wildcard, a port from 1 to 65535, and a path that starts with /.',
  check({after}) {
    return after.entries.flatMap((entry) => {
      const problem = problemOf(entry);
      return problem === null
        ? []
        : [
            {
              code: 'ENTRY_INVALID',
              severity: 'error' as const,
              subject: `entry ${entry.address}`,
              message: `Entry ${quoted(entry.address)} of env ${entry.env} is not valid: ${problem}.`,
              hint: `Write HOST, HOST:PORT or :PORT, as in: muster entry add company.com:8080 --env ${entry.env}${orgFlag(entry.org)}.`,
              details: {org: entry.org, env: entry.env, address: entry.address, path: entry.path, problem},
            },
          ];
    });
  },
};

function problemOf(entry: Entry): string | null {
  const normalized = normalizeAddress(entry.address);
  if ('problem' in normalized) return normalized.problem;
  if (!entry.path.startsWith('/')) return `its path is ${quoted(entry.path)}, and a path starts with /`;
  return /[\s?#"'\\]/.test(entry.path) ? `its path ${quoted(entry.path)} contains a character that no path has` : null;
}
