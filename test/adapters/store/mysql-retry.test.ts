import {describe, expect, it} from 'vitest';
import {mayRunAgain, pauseMs} from '../../../src/adapters/store/mysql/retry.js';
import {troubleOf} from '../../../src/adapters/store/mysql/trouble.js';

const early = {answered: true, elapsedMs: 0, patienceMs: 1000};

describe('a transaction on MySQL that failed', () => {
  it.each(['conflict', 'busy', 'lost', 'crowded', 'unreachable'] as const)('runs again while patience lasts: %s', (trouble) => {
    expect(mayRunAgain(trouble, early)).toBe(true);
    expect(mayRunAgain(trouble, {...early, elapsedMs: 1000})).toBe(false);
  });

  it.each([null, 'denied', 'not-granted', 'readonly', 'full', 'too-big', 'insecure', 'altered', 'unknown-database'] as const)(
    'does not run again: %s',
    (trouble) => {
      expect(mayRunAgain(trouble, early)).toBe(false);
    },
  );

  it('does not wait for a server that never answered', () => {
    expect(mayRunAgain('unreachable', {...early, answered: false})).toBe(false);
  });

  it('pauses longer each time, up to half a second, and never as long as another', () => {
    expect([0, 1, 2, 9].map((attempt) => pauseMs(attempt, 0))).toEqual([5, 10, 20, 250]);
    expect([0, 1, 2, 9].map((attempt) => pauseMs(attempt, 1))).toEqual([10, 20, 40, 500]);
  });
});

describe('the trouble of an error', () => {
  it.each([
    ['unreachable', {code: 'ECONNREFUSED', errno: -111}],
    ['lost', {code: 'PROTOCOL_CONNECTION_LOST'}],
    ['lost', {code: 'ER_CONNECTION_KILLED', errno: 1927}],
    ['conflict', {code: 'ER_LOCK_DEADLOCK', errno: 1213}],
    ['busy', {code: 'ER_LOCK_WAIT_TIMEOUT', errno: 1205}],
    ['full', {code: 'ER_ERROR_ON_WRITE', errno: 1026, message: 'Error writing file (Errcode: 28 "No space left on device")'}],
    [null, {code: 'ER_PARSE_ERROR', errno: 1064, message: 'You have an error in your SQL syntax'}],
    [null, {code: 'ERR_BUG'}],
    [null, null],
  ] as const)('is %s', (trouble, error) => {
    expect(troubleOf(error)).toBe(trouble);
  });
});
