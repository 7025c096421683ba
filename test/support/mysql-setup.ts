import {startMariadb} from './mariadb.js';
import {offerServer} from './run-database.js';

/** Before the first test whose installations keep their stores in MySQL: the server that they share, gone after the last. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startMariadb({options: ['--max-connections=400']});
  offerServer(server);
  return server.remove;
}
