/** Time, identity and randomness: the world's facts that the core may not read by itself. */
export interface Clock {
  /** ISO-8601 UTC with milliseconds. */
  now(): string;
  nowMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Sortable text id. */
  newId(): string;
}
