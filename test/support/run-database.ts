import {askDatabase, createDatabase, type DatabaseServer, type TestDatabase} from './database-server.js';

/** Tells the processes that run tests of the server in which installations keep their stores. */
const variable = 'MUSTER_TEST_SERVER';

type Offered = Pick<DatabaseServer, 'host' | 'port' | 'socket'>;

export function offerServer({host, port, socket}: DatabaseServer): void {
  process.env[variable] = JSON.stringify({host, port, socket});
}

/** An empty database for the store of one installation; null where each has SQLite of its own. */
export async function databaseOfRun(): Promise<TestDatabase | null> {
  const offered = process.env[variable];
  if (!offered) return null;
  const {host, port, socket} = JSON.parse(offered) as Offered;
  const query = <T>(sql: string) => askDatabase<T>({socketPath: socket as string, user: 'root'}, sql);
  return createDatabase({host, port, query});
}
