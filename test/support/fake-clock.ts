import {setImmediate} from 'node:timers/promises';
import type {Clock} from '../../src/core/ports/clock.js';

/** Time that passes by a millisecond a look, and by what is slept without waiting for it; ids in order. */
export class FakeClock implements Clock {
  readonly #prefix: string;
  #nowMs = Date.parse('2026-01-01T00:00:00.000Z');
  #ids = 0;

  constructor(prefix = 'id') {
    this.#prefix = prefix;
  }

  now(): string {
    return new Date(this.nowMs()).toISOString();
  }

  nowMs(): number {
    this.#nowMs += 1;
    return this.#nowMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#nowMs += ms;
    await setImmediate();
  }

  newId(): string {
    this.#ids += 1;
    return `${this.#prefix}-${String(this.#ids).padStart(4, '0')}`;
  }
}
