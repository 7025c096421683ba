import {existsSync} from 'node:fs';
import {dirname} from 'node:path';
import {expect, it} from 'vitest';
import {startMariadb} from './mariadb.js';

it('a MariaDB of the tests keeps what it was told when it is killed, and leaves nothing when it is removed', async () => {
  const server = await startMariadb();
  const database = await server.createDatabase();
  await database.query('create table kept (id integer primary key); insert into kept values (7)');
  await server.crash();
  await expect(database.query('select id from kept')).rejects.toMatchObject({code: 'ECONNREFUSED'});
  await server.start();
  expect(await database.query('select id from kept')).toEqual([{id: 7}]);
  await database.drop();
  await server.remove();
  expect(existsSync(dirname(server.socket as string))).toBe(false);
});
