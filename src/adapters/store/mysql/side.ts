import {Failure} from '../../../core/domain/errors.js';
import type {OpenedSide, StoreSide} from '../copy/side.js';
import type {StoreRequest} from '../store-request.js';
import {schemaVersion, unfinishedNumber} from '../schema.js';
import {mysqlCapabilities} from './capabilities.js';
import {addressOf, failureOf, foreignFailure, newerFailure} from './failures.js';
import {connectMysql, setUpMysql} from './open.js';
import {foreignTables, recordedVersion} from './recorded.js';

/** A database of MySQL or MariaDB, to copy a store to. */
export function mysqlSide(request: StoreRequest): StoreSide {
  const {database, where} = connectMysql(request);
  const opened: OpenedSide = {
    database,
    capabilities: mysqlCapabilities(where),
    ignoreReferences: async (connection) => void (await connection.all('set session foreign_key_checks = 0', [])),
    async writeSchemaNumber() {},
  };
  const translated = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw (error instanceof Failure ? null : failureOf(error, where)) ?? error;
    }
  };
  return {
    name: addressOf(where),
    open: () =>
      translated(async () => {
        const {number, version} = await database.alone(recordedVersion);
        if (number > schemaVersion && number !== unfinishedNumber)
          throw newerFailure(where, {store: version, program: request.version ?? 'unknown'});
        const tables = await database.alone(foreignTables);
        if (tables.length > 0) throw foreignFailure(where, tables);
        return number === 0 ? null : opened;
      }),
    setUp: () =>
      translated(async () => {
        await setUpMysql(database, request);
        return opened;
      }),
    close: () => database.close(),
  };
}
