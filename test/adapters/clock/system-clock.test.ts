import {describe, expect, it} from 'vitest';
import {SystemClock} from '../../../src/adapters/clock/system-clock.js';

const clock = new SystemClock();

describe('SystemClock', () => {
  it('makes ids that sort in the order in which they were made', () => {
    const ids = Array.from({length: 2000}, () => clock.newId());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(2000);
    expect(ids.every((id) => /^[0-9a-z]{20}$/.test(id))).toBe(true);
  });

  it('tells the time as ISO text in UTC with milliseconds', () => {
    expect(clock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(clock.now()) - clock.nowMs())).toBeLessThan(1000);
  });

  it('stops sleeping when it is aborted', async () => {
    const abort = new AbortController();
    const sleep = clock.sleep(60_000, abort.signal);
    abort.abort();
    await expect(sleep).rejects.toThrow(/abort/i);
  });
});
