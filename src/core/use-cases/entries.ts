import {addressOf, withEntry, withoutEntry} from '../domain/changes/with-entry.js';
import {expectApp, expectEnv, expectOrg} from '../domain/expect.js';
import type {Entry} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {balancerScope} from './env-scope.js';
import {expectUnlocked} from './locks.js';

export interface EntryOutcome {
  readonly outcome: ChangeOutcome;
  /** The address as it is kept. */
  readonly address: string;
}

export async function addEntry(ports: Ports, entry: Omit<Entry, 'position'>, options: ChangeOptions): Promise<EntryOutcome> {
  const {org, env} = entry;
  await expectUnlocked(ports, {org, envs: [env]});
  const outcome = await changeCluster(
    ports,
    {
      org,
      part: {org, envs: [env], addresses: [addressOf(entry.address)]},
      scope: (before, after) => balancerScope(before, after, {org, envs: [env]}),
      edit: (before) => {
        expectEnv(before, org, env);
        if (entry.app !== null) expectApp(before, org, entry.app);
        return withEntry(before, entry);
      },
    },
    options,
  );
  return {outcome, address: addressOf(entry.address)};
}

export async function removeEntry(
  ports: Ports,
  target: {readonly org: string; readonly env: string; readonly address: string; readonly force: boolean},
  options: ChangeOptions,
): Promise<EntryOutcome> {
  const {org, env} = target;
  await expectUnlocked(ports, {org, envs: [env]});
  const outcome = await changeCluster(
    ports,
    {
      org,
      part: {org, envs: [env], addresses: []},
      overridden: target.force ? ['LAST_ENTRY'] : [],
      edit: (before) => {
        expectEnv(before, org, env);
        return withoutEntry(before, target);
      },
      scope: (before, after) => balancerScope(before, after, {org, envs: [env]}),
    },
    options,
  );
  return {outcome, address: addressOf(target.address)};
}

/** Of one environment, or of all there are; in the order in which they were declared. */
export async function listEntries(
  ports: Ports,
  {org, env}: {readonly org: string; readonly env: string | null},
): Promise<readonly (Entry & {readonly primary: boolean})[]> {
  const topology = await (await ports.store()).readTopology(['orgs', 'envs', 'entries']);
  if (env === null) expectOrg(topology, org);
  else expectEnv(topology, org, env);
  const rows = topology.entries
    .filter((entry) => entry.org === org && (env === null || entry.env === env))
    .sort((a, b) => compareText(a.env, b.env) || a.position - b.position);
  const primaries = new Map(
    rows
      .filter((entry) => !entry.backup)
      .toReversed()
      .map((entry) => [entry.env, entry]),
  );
  return rows.map((entry) => ({...entry, primary: primaries.get(entry.env) === entry}));
}
