import {normalizeAddress} from '../addresses.js';
import {withoutRecords, withRecords} from '../collections.js';
import type {Entry, Topology} from '../model.js';

/** With the entry at the end of its environment's, or as it stands changed. An illegal address is left for the rule to name. */
export function withEntry(topology: Topology, entry: Omit<Entry, 'position'>): Topology {
  const siblings = topology.entries.filter((candidate) => candidate.org === entry.org && candidate.env === entry.env);
  return withRecords(topology, 'entries', orderedEntries([entry], siblings));
}

/** The entries of one environment behind those that stand there; each of those that stands already keeps its place. */
export function orderedEntries(entries: readonly Omit<Entry, 'position'>[], standing: readonly Entry[]): readonly Entry[] {
  const places = new Map(standing.map(({address, path, position}) => [`${address}${path}`, position]));
  let next = standing.reduce((last, {position}) => Math.max(last, position + 1), 0);
  return entries.map((entry) => {
    const address = addressOf(entry.address);
    const place = `${address}${entry.path}`;
    const position = places.get(place) ?? next++;
    places.set(place, position);
    return {...entry, address, position};
  });
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

/** With the address, on every path that it has, in the other environment: the last there, or where it stands already. */
export function withMovedEntry(
  topology: Topology,
  {org, address, from, to}: {readonly org: string; readonly address: string; readonly from: string; readonly to: string},
): Topology {
  if (from === to) return topology;
  const moving = topology.entries.filter((entry) => entry.org === org && entry.env === from && entry.address === address);
  const left = withoutEntry(topology, {org, env: from, address});
  return moving.reduce((edited, entry) => withEntry(edited, {...entry, env: to}), left);
}

/** With the addresses of each of two environments in the other, in the order that they have. */
export function withSwappedEntries(
  topology: Topology,
  {org, a, b}: {readonly org: string; readonly a: string; readonly b: string},
): Topology {
  const other = new Map([
    [a, b],
    [b, a],
  ]);
  return {
    ...topology,
    entries: topology.entries.map((entry) =>
      entry.org === org && other.has(entry.env) ? {...entry, env: other.get(entry.env) as string} : entry,
    ),
  };
}
