import {mkdirSync, statSync} from 'node:fs';
import {dirname, resolve} from 'node:path';

/**
 * Makes a folder with all that lead to it, where they are not there. Node's own `recursive` never ends where the system says that
 * the parent is missing though it is there, as in `/proc`; here that is thrown.
 */
export function makeFolder(path: string, mode?: number): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !statSync(folder, {throwIfNoEntry: false}); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) {
    try {
      mkdirSync(folder, mode === undefined ? {} : {mode});
    } catch (error) {
      // Another has made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
