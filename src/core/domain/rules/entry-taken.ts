import {normalizeAddress, splitAddress} from '../addresses.js';
import {envKey, groupBy, nodesByEnv, orgFlag} from '../indexes.js';
import {compareText} from '../names.js';
import type {Entry} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const entryTaken: Rule = {
  codes: ['ENTRY_TAKEN'],
  sentence: 'An address belongs to one env; `:port` is every address on that port of the nodes of its env.',
  check({before, after}) {
    const places = placesOf(after.entries, before.entries);
    const nodes = nodesByEnv(after);
    return [...groupBy(places, (it) => String(it.port)).values()].flatMap((onPort) => [
      ...sameHost(onPort, nodes),
      ...anyHost(onPort, nodes),
    ]);
  },
};

interface Place {
  readonly entry: Entry;
  readonly env: string;
  readonly address: string;
  readonly host: string | null;
  readonly port: number;
}

type EnvNodes = ReadonlyMap<string, ReadonlySet<string>>;

/** The owner of an address comes first: who had it before, then by name. */
function placesOf(entries: readonly Entry[], before: readonly Entry[]): Place[] {
  const had = new Set(before.map((entry) => `${envKey(entry)} ${entry.address}`));
  const rank = (entry: Entry) => (had.has(`${envKey(entry)} ${entry.address}`) ? '0' : '1') + envKey(entry);
  return entries
    .flatMap((entry) => {
      const normalized = normalizeAddress(entry.address);
      return 'ok' in normalized ? [{entry, env: envKey(entry), address: normalized.ok, ...splitAddress(normalized.ok)}] : [];
    })
    .sort((a, b) => compareText(rank(a.entry), rank(b.entry)) || compareText(a.address, b.address));
}

function sameHost(onPort: readonly Place[], nodes: EnvNodes): Violation[] {
  return [...groupBy(onPort, (it) => it.address).values()].flatMap(([owner, ...rest]) => {
    const others = onePerEnv(rest).filter((it) => it.env !== owner!.env && (it.host !== null || mayMeet(owner!, it, nodes)));
    return others.map((it) =>
      violation(it, owner!, `Address ${it.address} of env ${it.entry.env} belongs to env ${owner!.entry.env} already.`),
    );
  });
}

function anyHost(onPort: readonly Place[], nodes: EnvNodes): Violation[] {
  const open = onPort.filter((it) => it.host === null);
  return open.flatMap((any) =>
    onPort
      .filter((it) => it.host !== null && it.env !== any.env)
      .flatMap((named) => {
        const shared = sharedNode(any, named, nodes);
        if (shared === null) return [];
        const [owner, late] = onPort.indexOf(any) < onPort.indexOf(named) ? [any, named] : [named, any];
        return [
          violation(
            late,
            owner,
            `Address ${late.address} of env ${late.entry.env} conflicts with ${owner.address}, which belongs to env ${owner.entry.env}: ` +
              `${any.address} takes every host on port ${any.port}, and both envs are served by node ${shared}.`,
          ),
        ];
      }),
  );
}

function onePerEnv(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [place.env, place])).values()];
}

/** An env without nodes can come to stand anywhere. */
function mayMeet(a: Place, b: Place, nodes: EnvNodes): boolean {
  return !nodes.has(a.env) || !nodes.has(b.env) || sharedNode(a, b, nodes) !== null;
}

function sharedNode(a: Place, b: Place, nodes: EnvNodes): string | null {
  if (a.entry.org !== b.entry.org) return null;
  const others = nodes.get(b.env);
  return [...(nodes.get(a.env) ?? [])].sort(compareText).find((node) => others?.has(node)) ?? null;
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
        ? `Move it in one step: muster entry move ${owner.address} --from ${owner.entry.env} --to ${late.entry.env}${orgFlag(owner.entry.org)}.`
        : `Choose another address, or remove that one: muster entry remove ${owner.address} --env ${owner.entry.env}${orgFlag(owner.entry.org)}.`,
    details: {
      address: late.address,
      env: late.entry.env,
      org: late.entry.org,
      owner: {address: owner.address, env: owner.entry.env, org: owner.entry.org},
    },
  };
}
