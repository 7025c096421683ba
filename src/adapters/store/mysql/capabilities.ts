import type {Capabilities} from '../capabilities.js';
import {compiled} from './compiled.js';
import {constraintOf, failureOf, type Whereabouts} from './failures.js';

/** Of a beat that is a tenth of what it costs, so the shortest that there is. */
export const clock = "concat(insert(utc_timestamp(3), 11, 1, 'T'), 'Z')";

export function mysqlCapabilities(where: Whereabouts): Capabilities {
  return {
    shared: true,
    clock,
    /** The server keeps its dictionary itself, in pages with checksums. */
    schemaQuery: null,
    compiled,
    async kysely() {
      const {kyselyOver} = await import('./dialect.js');
      return kyselyOver(null);
    },
    constraintOf,
    /** The store is everybody's: one operator's newer Muster would lock out all others. */
    migratesUnasked: false,
    failureOf: (error) => failureOf(error, where),
    /** A server that loses commits which it has acknowledged is not noticed: that is its administrator's to rule out. */
    leastRevision: 0,
    /** Backups are the server's. */
    async committed() {},
  };
}
