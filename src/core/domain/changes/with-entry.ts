import {normalizeAddress} from '../addresses.js';
import {withoutRecords, withRecord} from '../collections.js';
import type {Entry, Topology} from '../model.js';

/** With the entry at the end of its environment's, or as it stands changed. An illegal address is left for the rule to name. */
export function withEntry(topology: Topology, entry: Omit<Entry, 'position'>): Topology {
  const address = addressOf(entry.address);
  const siblings = topology.entries.filter((candidate) => candidate.org === entry.org && candidate.env === entry.env);
  const standing = siblings.find((candidate) => candidate.address === address && candidate.path === entry.path);
  const position = standing?.position ?? siblings.reduce((last, candidate) => Math.max(last, candidate.position + 1), 0);
  return withRecord(topology, 'entries', {...entry, address, position});
}

export function withoutEntry(
  topology: Topology,
  target: {readonly org: string; readonly env: string; readonly address: string},
): Topology {
  const address = addressOf(target.address);
  return withoutRecords(
    topology,
    'entries',
    (entry) => entry.org === target.org && entry.env === target.env && entry.address === address,
  );
}

export function addressOf(text: string): string {
  const normal = normalizeAddress(text);
  return 'ok' in normal ? normal.ok : text;
}
