import type {Database} from 'better-sqlite3';
import type {Capabilities} from '../capabilities.js';
import {compiled} from './compiled.js';
import {clock, schemaQuery} from './expressions.js';
import {constraintOf, failureOf} from './failures.js';
import {readMark, writeMark} from './mark.js';

/** `followUp` is done after each commit that wrote. */
export function sqliteCapabilities(
  database: Database,
  path: string,
  followUp: (revision: number) => Promise<void> = async () => undefined,
): Capabilities {
  return {
    shared: false,
    clock,
    schemaQuery,
    compiled,
    async kysely() {
      const {kyselyOver} = await import('./dialect.js');
      return kyselyOver(database);
    },
    constraintOf,
    /** The file is this machine's, and so is the Muster that is newer. */
    migratesUnasked: true,
    failureOf: (error) => failureOf(error, path),
    leastRevision: readMark(path),
    async committed(revision) {
      writeMark(path, revision);
      await followUp(revision);
    },
  };
}
