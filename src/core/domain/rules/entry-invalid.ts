import {addressWithPath} from '../addresses.js';
import {orgFlag} from '../indexes.js';
import {quoted} from '../quoted.js';
import {shellLine} from '../shell-word.js';
import type {Entry} from '../model.js';
import {entryAddress, entryPath} from '../values/kinds.js';
import type {Rule} from './rule.js';

export const entryInvalid: Rule = {
  codes: ['ENTRY_INVALID'],
  sentence:
    'An entry is a legal host or IP without wildcard, a port from 1 to 65535, and a path that starts with / and is said on its own; it has no query and no fragment.',
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
              hint: hintFor(entry),
              details: {org: entry.org, env: entry.env, address: entry.address, path: entry.path, problem},
            },
          ];
    });
  },
};

function problemOf(entry: Entry): string | null {
  const address = entryAddress.read(entry.address);
  if ('problem' in address) return address.problem;
  const path = entryPath.read(entry.path);
  return 'problem' in path ? `its path is none: ${path.problem}` : null;
}

/** With the path where it belongs, where the address had it. */
function hintFor({org, env, app, backup, address}: Entry): string {
  const apart = addressWithPath(address);
  if (apart === null || 'problem' in entryPath.read(apart.path))
    return `Write HOST, HOST:PORT or :PORT, as in: muster entry add company.com:8080 --env ${env}${orgFlag(org)}.`;
  const path = apart.path === '/' ? [] : ['--path', apart.path];
  const rest = [...(app === null ? [] : ['--app', app]), ...(backup ? ['--backup'] : [])];
  const words = shellLine(['muster', 'entry', 'add', apart.address, '--env', env, ...path, ...rest]);
  return `Say them apart, ${path.length === 0 ? '' : `in a file as address and path, `}as in: ${words}${orgFlag(org)}.`;
}
