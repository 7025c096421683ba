import {shellWord} from '../shell-word.js';
import {envKey, groupBy, listWords, nodesByEnv, orgFlag} from '../indexes.js';
import type {Entry, Topology} from '../model.js';
import type {Rule} from './rule.js';

export const swapUnhealthy: Rule = {
  codes: ['SWAP_UNHEALTHY'],
  sentence: 'An address does not move from a running env to one without a healthy instance.',
  check({before, after, facts: {healthyEnvs, offlineNodes}}) {
    if (healthyEnvs === null) return [];
    const all = movedEntries(before, after);
    const moved = all.filter(({from, to}) => runs(before, from) && !healthyEnvs.has(envKey(to)));
    return [...groupBy(moved, ({to}) => envKey(to)).values()].map((moves) => {
      const {org, env} = moves[0]!.to;
      const addresses = moves.map(({to}) => to.address);
      const sources = [...new Set(moves.map(({from}) => from.env))];
      const silent = [...(nodesByEnv(after).get(envKey({org, env})) ?? [])].filter((node) => offlineNodes.has(`${org}/${node}`));
      const unseen =
        silent.length === 0
          ? ''
          : `, as far as can be seen: ${listWords(silent)} ${silent.length === 1 ? 'does' : 'do'} not answer`;
      return {
        code: 'SWAP_UNHEALTHY',
        severity: 'error',
        subject: `env ${env}`,
        message: `Env ${env} has no healthy instance to take ${listWords(addresses)} over from env ${listWords(sources)}${unseen}.`,
        hint: `See what ails it (muster status --env ${env}${orgFlag(org)}), or do it all the same: ${forced(all, moves)}.`,
        details: {org, env, from: sources, addresses, unseen: silent},
      };
    });
  },
};

/** Where addresses move both ways it is a swap. */
function forced(all: readonly Move[], moves: readonly Move[]): string {
  const {org, env} = moves[0]!.to;
  const from = moves[0]!.from.env;
  if (all.some((move) => move.from.env === env && move.to.env === from))
    return `muster env swap ${from} ${env} --force${orgFlag(org)}`;
  return moves
    .map((it) => `muster entry move ${shellWord(it.to.address)} --from ${it.from.env} --to ${env} --force${orgFlag(org)}`)
    .join(' && ');
}

interface Move {
  readonly from: Entry;
  readonly to: Entry;
}

function movedEntries(before: Topology, after: Topology): Move[] {
  if (before.entries === after.entries) return [];
  const stood = new Set(before.entries.map(placeOf));
  const left = new Set(after.entries.map(placeOf));
  const gone = new Map(before.entries.filter((entry) => !left.has(placeOf(entry))).map((entry) => [routeOf(entry), entry]));
  return after.entries
    .filter((entry) => !stood.has(placeOf(entry)))
    .flatMap((to) => {
      const from = gone.get(routeOf(to));
      return from ? [{from, to}] : [];
    });
}

function runs(topology: Topology, {org, env}: Entry): boolean {
  return topology.deployments.some((it) => it.org === org && it.env === env && it.state === 'running');
}

function placeOf(entry: Entry): string {
  return `${envKey(entry)} ${routeOf(entry)}`;
}

function routeOf({org, address, path}: Entry): string {
  return `${org} ${address}${path}`;
}
