import {existsSync, statSync} from 'node:fs';
import type {StoreInspection} from '../../../core/ports/store-inspection.js';
import {Failure} from '../../../core/domain/errors.js';
import {readReport} from '../inspection/read-report.js';
import {backupPath} from './backup-path.js';
import {clock as clockExpression} from './expressions.js';
import {failureOf, foreignFailure, missingFailure} from './failures.js';
import {strangerAt} from './stranger.js';
import {openReadonly} from './connect.js';
import {openSqliteStore, type OpenRequest} from './open.js';

export function inspectSqlite(request: OpenRequest): StoreInspection {
  const {path} = request;
  return {
    isOwn: true,
    migrate: async () => (await openSqliteStore({...request, migrate: true})).close(),
    async read() {
      try {
        if (!statSync(path, {throwIfNoEntry: false})?.size && !strangerAt(path)) throw missingFailure(path);
        const {sqlite, database} = openReadonly(path);
        try {
          const names = sqlite.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[];
          if (!names.includes('migrations')) throw foreignFailure(path, names);
          const [version] = sqlite.prepare('select sqlite_version()').pluck().all() as string[];
          const facts = {
            address: path,
            database: {kind: 'SQLite', version: version as string},
            sizeBytes: sizeOf(path),
            backup: backupOf(path),
            tls: null,
            connections: null,
          } as const;
          return await database.transaction('read', (connection) =>
            readReport(connection, {facts, names, clockExpression, clock: request.clock}),
          );
        } finally {
          sqlite.close();
        }
      } catch (error) {
        throw (error instanceof Failure ? null : failureOf(error, path)) ?? error;
      }
    },
  };
}

/** With what was not yet moved into the file itself. */
function sizeOf(path: string): number {
  return [path, `${path}-wal`].reduce((sum, each) => sum + (statSync(each, {throwIfNoEntry: false})?.size ?? 0), 0);
}

function backupOf(path: string): {readonly path: string; readonly at: string} | null {
  const backup = backupPath(path);
  return existsSync(backup) ? {path: backup, at: statSync(backup).mtime.toISOString()} : null;
}
