import {withMovedEntry, withSwappedEntries} from '../domain/changes/with-entry.js';
import {shellWord} from '../domain/shell-word.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {expectEnv} from '../domain/expect.js';
import {orgFlag} from '../domain/indexes.js';
import type {Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {balancerScope} from './env-scope.js';
import {expectAddress} from './expect-address.js';
import {expectUnlocked} from './locks.js';

export interface EntryMove {
  readonly org: string;
  readonly address: string;
  readonly from: string;
  readonly to: string;
  readonly force: boolean;
}

/** Moves an address to another environment in one step: no reader of the store ever sees it in both or in neither. */
export async function moveEntry(ports: Ports, move: EntryMove, options: ChangeOptions): Promise<ChangeOutcome> {
  const {org, from, to} = move;
  const address = expectAddress(move.address);
  return changeEntries(ports, {org, envs: [from, to], force: move.force}, options, (before) => {
    const has = (env: string) => before.entries.some((it) => it.org === org && it.env === env && it.address === address);
    if (!has(from) && has(to)) return before;
    if (!has(from)) throw noEntry({...move, address});
    return withMovedEntry(before, {org, address, from, to});
  });
}

export interface EnvSwap {
  readonly org: string;
  readonly a: string;
  readonly b: string;
  readonly force: boolean;
}

/** Exchanges the addresses of two environments in one step. */
export async function swapEnvs(ports: Ports, {org, a, b, force}: EnvSwap, options: ChangeOptions): Promise<ChangeOutcome> {
  return changeEntries(ports, {org, envs: [a, b], force}, options, (before) => withSwappedEntries(before, {org, a, b}));
}

async function changeEntries(
  ports: Ports,
  target: {readonly org: string; readonly envs: readonly string[]; readonly force: boolean},
  options: ChangeOptions,
  edit: (before: Topology) => Topology,
): Promise<ChangeOutcome> {
  await expectUnlocked(ports, target);
  return changeCluster(
    ports,
    {
      org: target.org,
      part: {org: target.org, envs: target.envs, addresses: []},
      overridden: target.force ? ['SWAP_UNHEALTHY'] : [],
      edit: (before) => {
        for (const env of target.envs) expectEnv(before, target.org, env);
        return edit(before);
      },
      scope: (before, after) => balancerScope(before, after, target),
    },
    options,
  );
}

function noEntry({org, address, from, to}: EntryMove): Failure {
  return new Failure({
    code: 'NOT_FOUND',
    exit: exitCodes.notFound,
    subject: `entry ${address}`,
    details: {org, address, env: from},
    message: `Env ${from} has no entry ${address}.`,
    hint: `muster entry list --all-envs${orgFlag(org)} shows whose it is; muster entry add ${shellWord(address)} --env ${to}${orgFlag(org)} adds it`,
  });
}
