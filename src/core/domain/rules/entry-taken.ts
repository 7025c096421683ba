import {shellWord} from '../shell-word.js';
import {placeOfEntry} from '../entry-place.js';
import {envKey, groupBy, nodesByEnv, orgFlag} from '../indexes.js';
import {compareText} from '../names.js';
import type {Entry} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const entryTaken: Rule = {
  codes: ['ENTRY_TAKEN'],
  sentence: 'An address belongs to one env; `:port` is every address on that port of the nodes of its env.',
  check({before, after}) {
    if (areApart(after.entries)) return [];
    const places = placesOf(after.entries, before.entries);
    const nodes = nodesByEnv(after);
    return [
      ...sameHost(places.filter(({host}) => host !== null)),
      ...[...groupBy(places, ({port}) => String(port)).values()].flatMap((onPort) => anyHost(onPort, nodes)),
    ];
  },
};

/** A quick yes: no entry takes every host, and no address stands in two envs. */
function areApart(entries: readonly Entry[]): boolean {
  const owners = new Map<string, Entry>();
  for (const entry of entries) {
    const place = placeOfEntry(entry);
    if (!place) continue;
    const owner = owners.get(place.address);
    if (place.host === null || (owner && (owner.env !== entry.env || owner.org !== entry.org))) return false;
    if (!owner) owners.set(place.address, entry);
  }
  return true;
}

interface Place {
  readonly entry: Entry;
  readonly env: string;
  readonly address: string;
  readonly host: string | null;
  readonly port: number;
  /** The owner of an address comes first: who had it before, then by name. */
  readonly rank: string;
}

type EnvNodes = ReadonlyMap<string, ReadonlySet<string>>;

function placesOf(entries: readonly Entry[], before: readonly Entry[]): Place[] {
  const had = new Set(before.map((entry) => `${envKey(entry)} ${entry.address}`));
  return entries
    .flatMap((entry) => {
      const place = placeOfEntry(entry);
      const env = envKey(entry);
      return place ? [{...place, entry, env, rank: `${had.has(`${env} ${entry.address}`) ? 0 : 1}${env}`}] : [];
    })
    .sort((a, b) => compareText(a.rank, b.rank) || compareText(a.address, b.address));
}

function sameHost(named: readonly Place[]): Violation[] {
  return [...groupBy(named, ({address}) => address).values()].flatMap(([owner, ...rest]) =>
    onePerEnv(rest)
      .filter(({env}) => env !== owner!.env)
      .map((late) => alreadyOwned(late, owner!)),
  );
}

function onePerEnv(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [place.env, place])).values()];
}

/** Places on one port, where at least one of two that meet takes every host. */
function anyHost(onPort: readonly Place[], nodes: EnvNodes): Violation[] {
  const open = onPort.filter(({host}) => host === null);
  if (open.length === 0) return [];
  const named = byNode(
    onPort.filter(({host}) => host !== null),
    nodes,
  );
  return [...contestedPorts(open, nodes), ...open.flatMap((any) => crossings(any, named, nodes))];
}

/** Each that meets one before it on a node; an env without nodes can come to stand anywhere. */
function contestedPorts(open: readonly Place[], nodes: EnvNodes): Violation[] {
  const owners = new Map<string, Place>();
  let first: Place | null = null;
  let homeless: Place | null = null;
  return open.flatMap((place) => {
    const standing = nodeKeys(place, nodes);
    const met: (Place | null | undefined)[] =
      standing.length === 0 ? [first] : [homeless, ...standing.map((key) => owners.get(key))];
    for (const key of standing) if (!owners.has(key)) owners.set(key, place);
    if (standing.length === 0) homeless ??= place;
    first ??= place;
    const owner = met.filter((other) => other && other.env !== place.env).sort((a, b) => compareText(a!.rank, b!.rank))[0];
    return owner ? [alreadyOwned(place, owner)] : [];
  });
}

/** Named hosts of other envs on the nodes where all of the port is taken. */
function crossings(any: Place, named: ReadonlyMap<string, readonly Place[]>, nodes: EnvNodes): Violation[] {
  const met = new Map<Place, string>();
  for (const key of nodeKeys(any, nodes))
    for (const place of named.get(key) ?? []) if (place.env !== any.env && !met.has(place)) met.set(place, key);
  return [...met].map(([place, key]) => {
    const [owner, late] = any.rank < place.rank ? [any, place] : [place, any];
    return violation(
      late,
      owner,
      `Address ${late.address} of env ${late.entry.env} conflicts with ${owner.address}, which belongs to env ${owner.entry.env}: ` +
        `${any.address} takes every host on port ${any.port}, and both envs are served by node ${key.slice(key.indexOf('/') + 1)}.`,
    );
  });
}

function byNode(places: readonly Place[], nodes: EnvNodes): ReadonlyMap<string, readonly Place[]> {
  const standing = places.flatMap((place) => nodeKeys(place, nodes).map((key) => ({key, place})));
  return new Map([...groupBy(standing, ({key}) => key)].map(([key, here]) => [key, here.map(({place}) => place)]));
}

/** `org/node` of the nodes of the place's env, sorted. */
function nodeKeys({entry, env}: Place, nodes: EnvNodes): readonly string[] {
  return [...(nodes.get(env) ?? [])].sort(compareText).map((node) => `${entry.org}/${node}`);
}

function alreadyOwned(late: Place, owner: Place): Violation {
  const message = `Address ${late.address} of env ${late.entry.env} belongs to env ${owner.entry.env} already.`;
  return violation(late, owner, message);
}

function violation(late: Place, owner: Place, message: string): Violation {
  const sameOrg = late.entry.org === owner.entry.org;
  return {
    code: 'ENTRY_TAKEN',
    severity: 'error',
    subject: `entry ${late.address}`,
    message,
    hint:
      sameOrg && late.address === owner.address
        ? `Move it in one step: muster entry move ${shellWord(owner.address)} --from ${owner.entry.env} --to ${late.entry.env}${orgFlag(owner.entry.org)}.`
        : `Choose another address, or remove that one: muster entry remove ${shellWord(owner.address)} --env ${owner.entry.env}${orgFlag(owner.entry.org)}.`,
    details: {
      address: late.address,
      env: late.entry.env,
      org: late.entry.org,
      owner: {address: owner.address, env: owner.entry.env, org: owner.entry.org},
    },
  };
}
