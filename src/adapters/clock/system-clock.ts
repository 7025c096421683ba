import {randomBytes} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import type {Clock} from '../../core/ports/clock.js';

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

export class SystemClock implements Clock {
  #lastId = 0;

  now(): string {
    return new Date().toISOString();
  }

  nowMs(): number {
    return Date.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await wait(ms, undefined, signal ? {signal} : {});
  }

  /** Ten digits of time and ten of chance; ids of one process are in order even within a millisecond. */
  newId(): string {
    this.#lastId = Math.max(Date.now(), this.#lastId + 1);
    const chance = [...randomBytes(10)].map((byte) => digits[byte % 32]).join('');
    return timeDigits(this.#lastId) + chance;
  }
}

function timeDigits(ms: number): string {
  let rest = ms;
  let text = '';
  for (let place = 0; place < 10; place += 1) {
    text = digits[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
