import {describe, expect, it} from 'vitest';
import type {ServiceFormat} from '../../src/core/domain/model.js';
import {formatService, type ServiceConnection} from '../../src/core/domain/service-formats.js';
import {findLoopback, isLoopbackHost, parseServiceUrl} from '../../src/core/domain/service-url.js';

const secret = {org: 'acme', env: 'prod', app: null, name: 'db-password', version: 2};
const mysql: ServiceConnection = {
  scheme: 'mysql',
  user: 'api',
  password: secret,
  host: 'db.internal',
  port: 3306,
  database: 'new-api',
  query: '',
};
const redis: ServiceConnection = {
  scheme: 'redis',
  user: 'default',
  password: secret,
  host: '[::1]',
  port: 6379,
  database: null,
  query: '',
};

describe('a service is written as one variable', () => {
  it.each<[string, ServiceConnection, ServiceFormat, unknown]>([
    ['a Go DSN with the password as it is', mysql, 'go-dsn', ['api:', {secret}, '@tcp(db.internal:3306)/new-api']],
    [
      'a Go DSN with parameters',
      {...mysql, query: 'parseTime=true'},
      'go-dsn',
      ['api:', {secret}, '@tcp(db.internal:3306)/new-api?parseTime=true'],
    ],
    ['a Go DSN without password', {...mysql, password: null}, 'go-dsn', 'api@tcp(db.internal:3306)/new-api'],
    ['a Go DSN without anybody', {...mysql, password: null, user: null}, 'go-dsn', 'tcp(db.internal:3306)/new-api'],
    ['a URL with the password encoded', mysql, 'url', ['mysql://api:', {secret, encode: 'uri'}, '@db.internal:3306/new-api']],
    ['a Redis URL with database 0', redis, 'url', ['redis://default:', {secret, encode: 'uri'}, '@[::1]:6379/0']],
    ['a Redis URL with a password alone', {...redis, user: null}, 'url', ['redis://:', {secret, encode: 'uri'}, '@[::1]:6379/0']],
    ['a URL without credentials', {...mysql, user: null, password: null}, 'url', 'mysql://db.internal:3306/new-api'],
    ['a user that needs encoding', {...mysql, user: 'a@b', password: null}, 'url', 'mysql://a%40b@db.internal:3306/new-api'],
    ['a JDBC URL without the password', mysql, 'jdbc-url', 'jdbc:mysql://db.internal:3306/new-api'],
    ['the host without brackets', redis, 'host', '::1'],
    ['the port', mysql, 'port', '3306'],
    ['the user', mysql, 'user', 'api'],
    ['no user', {...mysql, user: null}, 'user', ''],
    ['the password', mysql, 'password', [{secret}]],
    ['no password', {...mysql, password: null}, 'password', ''],
    ['the database', mysql, 'database', 'new-api'],
    ['the default database of Redis', redis, 'database', '0'],
  ])('as %s', (_, connection, format, value) => {
    expect(formatService(connection, format)).toEqual(value);
  });
});

describe('the URL of a service', () => {
  it('is taken apart', () => {
    expect(parseServiceUrl('mysql://api@DB.internal/new-api?charset=utf8mb4')).toEqual({
      scheme: 'mysql',
      user: 'api',
      host: 'db.internal',
      port: 3306,
      database: 'new-api',
      query: 'charset=utf8mb4',
      hasPassword: false,
    });
    expect(parseServiceUrl('redis://:secret@[::1]:7000/2')).toMatchObject({
      user: null,
      host: '[::1]',
      port: 7000,
      database: '2',
      hasPassword: true,
    });
  });

  it.each(['', 'db.internal', 'sqlite:///data/x.db', 'mysql://', 'unknown://host', 'mysql://h:99999/x'])('is not %s', (text) => {
    expect(parseServiceUrl(text)).toBeNull();
  });

  it.each(['localhost', 'LOCALHOST.', '127.0.0.1', '127.1.2.3', '[::1]', '0.0.0.0', 'db.localhost'])(
    'is the container itself at %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([
    ['root:x@tcp(localhost:3306)/db', 'localhost'],
    ['redis://127.0.0.1:6379', '127.0.0.1'],
    ['tcp([::1]:3306)', '[::1]'],
    ['localhost', 'localhost'],
    ['root:x@tcp(localhost-db:3306)/db', null],
    ['redis://my.localhost.example:6379', null],
    ['10.127.0.0.1', null],
    ['', null],
  ])('in %s the loopback is %s', (value, found) => {
    expect(findLoopback(value)).toBe(found);
  });
});
