import {normalizeAddress, splitAddress} from './addresses.js';
import {once} from './indexes.js';
import type {Entry} from './model.js';

/** Where an entry listens. */
export interface EntryPlace {
  /** In its one spelling. */
  readonly address: string;
  /** Null for any host. */
  readonly host: string | null;
  readonly port: number;
}

/** Null where the address is none: a rule of its own says so. */
export const placeOfEntry: (entry: Entry) => EntryPlace | null = once((entry) => {
  const normalized = normalizeAddress(entry.address);
  return 'ok' in normalized ? {address: normalized.ok, ...splitAddress(normalized.ok)} : null;
});
