import {checkSharedServices} from '../shared-services.js';
import type {Rule} from './rule.js';

export const sharedDatabase: Rule = {
  codes: ['SHARED_DATABASE'],
  sentence: 'Several instances share one database that is no SQLite and no file; localhost is no database of a container.',
  check({after}) {
    return checkSharedServices(after, {code: 'SHARED_DATABASE', class: 'database', ownValue: localDatabase});
  },
};

/** Apps take an empty DSN, or one that starts with `local`, for SQLite, and say nothing. */
function localDatabase(value: string): string | null {
  const text = value.trim().toLowerCase();
  if (text === '') return 'is empty, which means SQLite';
  if (text.startsWith('local')) return 'starts with "local", which means SQLite';
  return text.includes('sqlite') || text.startsWith('file:') || /\.(?:db|sqlite3?)(?:\?|$)/.test(text)
    ? 'is a SQLite file'
    : null;
}
