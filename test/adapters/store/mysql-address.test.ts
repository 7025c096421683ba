import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isMysqlAddress, maskAddress, parseMysqlAddress} from '../../../src/adapters/store/mysql/address.js';
import {Failure} from '../../../src/core/domain/errors.js';

const parsed = {
  host: 'db.internal',
  port: 3306,
  socket: null,
  user: 'muster',
  password: null,
  database: 'fleet',
  tls: {mode: 'off', ca: null, cert: null, key: null},
  connectTimeoutMs: null,
};

describe('the address of a store on MySQL', () => {
  it.each([
    ['mysql://muster@db.internal/fleet', {}],
    ['MySQL://muster@db.internal/fleet', {}],
    ['mariadb://muster:x@db.internal:3307/fleet', {port: 3307, password: 'x'}],
    ['mysql://muster:@db.internal/fleet', {password: ''}],
    ['mysql://muster:p%40ss%3Aw%2Fo%3Fr%23d%25@db.internal/fleet', {password: 'p@ss:w/o?r#d%'}],
    ['mysql://muster:p@ss:w@db.internal/fleet', {password: 'p@ss:w'}],
    ['mysql://ops%40site:x@[::1]:3307/fleet', {user: 'ops@site', password: 'x', host: '::1', port: 3307}],
    ['mysql:///fleet?socket=/run/mysqld/mysqld.sock', {user: null, host: '', socket: '/run/mysqld/mysqld.sock'}],
    ['mysql://muster@localhost/fleet?socket=(/run/my.sock)', {host: 'localhost', socket: '/run/my.sock'}],
    ['mysql://muster@db.internal/fleet?tls=require', {tls: {...parsed.tls, mode: 'require'}}],
    ['mysql://muster@db.internal/fleet?tls-ca=/etc/ca%20s.pem', {tls: {...parsed.tls, mode: 'verify', ca: '/etc/ca s.pem'}}],
    ['mysql://muster@db.internal/fleet?ssl-mode=REQUIRED', {tls: {...parsed.tls, mode: 'require'}}],
    [
      'mysql://muster@db.internal/fleet?tls=require&tls-cert=c&tls-key=k',
      {tls: {mode: 'require', ca: null, cert: 'c', key: 'k'}},
    ],
    ['mysql://muster@db.internal/fleet?connect-timeout=2', {connectTimeoutMs: 2000}],
    ['mysql://muster@db.internal/fleet?connect-timeout=300ms', {connectTimeoutMs: 300}],
  ])('%s', (address, facts) => {
    expect(parseMysqlAddress(address)).toEqual({...parsed, ...facts});
  });

  it.each([
    ['mysql://muster:se/cret@db.internal/fleet', 'has a character that ends it'],
    ['mysql://muster:se?cret@db.internal/fleet', 'has a character that ends it'],
    ['mysql://muster:p@se/cret@db.internal/fleet', 'has a character that ends it'],
    ['mysql://muster:se#cret@db.internal/fleet', 'has a character that ends it'],
    ['mysql://muster:100%secret@db.internal/fleet', 'the password has a %'],
    ['mysql://:secret@db.internal/fleet', 'a password without a user'],
    ['mysql://muster:secret@db.internal', 'it names no database'],
    ['mysql://muster:secret@db.internal/', 'it names no database'],
    ['mysql://muster:secret@db.internal/a/b', 'the name of the database has a /'],
    ['mysql://muster:secret@/fleet', 'it names no host'],
    ['mysql://muster:secret@a host/fleet', 'the host is not a name'],
    ['mysql://muster:secret@db.internal:99999/fleet', 'the port is not a number from 1 to 65535'],
    ['mysql://muster:secret@db.internal:0/fleet', 'the port is not'],
    ['mysql://muster:secret', 'the port is not'],
    ['mysql://muster:secret@db.internal:33o6/fleet', 'the port is not'],
    ['mysql://muster:secret@db.internal/fleet?socket=/run/s', 'a host and a socket'],
    ['mysql://muster:secret@db.internal/fleet?tsl=verify', 'there is no parameter tsl'],
    ['mysql://muster@db.internal/fleet?password=secret', 'there is no parameter password'],
    ['mysql://muster:secret@db.internal/fleet?tls=maybe', 'tls is none of'],
    ['mysql://muster:secret@db.internal/fleet?tls=off&tls-ca=x', 'tls is off'],
    ['mysql://muster:secret@db.internal/fleet?tls-cert=x', 'need each other'],
    ['mysql://muster:secret@db.internal/fleet?tls=off&ssl-mode=DISABLED', 'is there twice'],
    ['mysql://muster:secret@db.internal/fleet?socket=', 'has no value'],
    ['mysql://muster:secret@db.internal/fleet?connect-timeout=soon', 'not a number of seconds'],
  ])('%s is refused, the password masked', (address, problem) => {
    const failure = (() => {
      try {
        parseMysqlAddress(address);
      } catch (error) {
        return error as Failure;
      }
      throw new Error('it was not refused');
    })();
    expect(failure).toMatchObject({code: 'STORE_ADDRESS_INVALID', exitCode: 2});
    expect(failure.message).toContain(problem);
    expect(JSON.stringify([failure.message, failure.hint, failure.subject, failure.details])).not.toMatch(/cret/);
  });

  it('suggests the parameter that was meant', () => {
    expect(() => parseMysqlAddress('mysql://m@h/d?tls-caa=x')).toThrow(expect.objectContaining({hint: 'Did you mean tls-ca?'}));
  });

  it('gives every user, password and database back that was percent-encoded', () => {
    const text = fc.string({unit: 'grapheme', minLength: 1, maxLength: 30});
    fc.assert(
      fc.property(text, text, text, (user, password, database) => {
        fc.pre(!database.includes('/'));
        const [u, p, d] = [user, password, database].map(encodeURIComponent);
        expect(parseMysqlAddress(`mysql://${u}:${p}@h/${d}`)).toMatchObject({user, password, database});
      }),
    );
  });

  it('never shows a password, whatever the address looks like', () => {
    const part = fc.string({maxLength: 10});
    fc.assert(
      fc.property(part, part, part, (before, between, after) => {
        const address = `mysql://u:${before}SECRET${between}@${after}`;
        expect(maskAddress(address)).not.toContain('SECRET');
      }),
    );
    expect(maskAddress('mysql://u:SECRET')).not.toContain('SECRET');
    expect(maskAddress('mysql://u@h/d?password=SECRET&x=1')).toBe('mysql://u@h/d?password=••••&x=1');
    expect(maskAddress('mysql://u@h:3306/d')).toBe('mysql://u@h:3306/d');
  });

  it('is told from a path', () => {
    expect([isMysqlAddress('/var/lib/mysql'), isMysqlAddress('mysql.db'), isMysqlAddress('mysql://h/d')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
