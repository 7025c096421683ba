import {addressOf, withEntry, withoutEntry} from '../domain/changes/with-entry.js';
import {alreadyExists, expectApp, expectEnv, expectOrg, unknownName} from '../domain/expect.js';
import type {Failure} from '../domain/errors.js';
import {orgFlag} from '../domain/indexes.js';
import type {Entry, Topology} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import {shellWord} from '../domain/shell-word.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {differingFields} from './differing-fields.js';
import {expectAddress} from './expect-address.js';
import {balancerScope} from './env-scope.js';
import {expectUnlocked} from './locks.js';
import {removeFromCluster} from './remove-from-cluster.js';

export interface EntryOutcome {
  readonly outcome: ChangeOutcome;
  /** The address as it is kept. */
  readonly address: string;
}

/** What is said of an entry; what is not said stays as it is. */
export type EntryFacts = Pick<Entry, 'org' | 'env' | 'address' | 'path'> & Partial<Pick<Entry, 'app' | 'backup'>>;

/** One that the environment has already stays as it is: what is said otherwise of it is for `updateEntry`. */
export async function addEntry(ports: Ports, said: EntryFacts, options: ChangeOptions): Promise<EntryOutcome> {
  return changeEntry(ports, said, options, (before, standing) => {
    if (!standing) return withEntry(before, {app: null, backup: false, ...said});
    const {app, backup} = said;
    const differs = differingFields<Pick<Entry, 'app' | 'backup'>>(standing, {app, backup} as Partial<Entry>);
    if (differs.length === 0) return before;
    throw alreadyExists('entry', `${standing.address}${pathOf(said)}`, {differs, hint: updateCommand(standing, said)});
  });
}

/** Says another app of an entry, or whether it is a backup; its balancers follow. */
export async function updateEntry(ports: Ports, said: EntryFacts, options: ChangeOptions): Promise<EntryOutcome> {
  expectAddress(said.address);
  return changeEntry(ports, said, options, (before, standing) => {
    if (standing) return withEntry(before, {...standing, ...said});
    throw unknownEntry(before, said, `${addressOf(said.address)}${pathOf(said)}`);
  });
}

async function changeEntry(
  ports: Ports,
  said: EntryFacts,
  options: ChangeOptions,
  edit: (before: Topology, standing: Entry | undefined) => Topology,
): Promise<EntryOutcome> {
  const {org, env, path} = said;
  const address = addressOf(said.address);
  await expectUnlocked(ports, {org, envs: [env]});
  const outcome = await changeCluster(
    ports,
    {
      org,
      part: {org, envs: [env], addresses: [address]},
      scope: (before, after) => balancerScope(before, after, {org, envs: [env]}),
      edit: (before) => {
        expectEnv(before, org, env);
        if (said.app) expectApp(before, org, said.app);
        return edit(
          before,
          before.entries.find((it) => it.org === org && it.env === env && it.address === address && it.path === path),
        );
      },
    },
    options,
  );
  return {outcome, address};
}

function pathOf({path}: Pick<Entry, 'path'>): string {
  return path === '/' ? '' : path;
}

function updateCommand({org, env, address, path}: Entry, {app, backup}: EntryFacts): string {
  const facts = [
    ...(path === '/' ? [] : [`--path ${shellWord(path)}`]),
    ...(app === undefined || app === null ? [] : [`--app ${app}`]),
    ...(backup === undefined ? [] : [backup ? '--backup' : '--no-backup']),
  ];
  return `muster entry update ${shellWord(address)} --env ${env} ${facts.join(' ')}${orgFlag(org)}`;
}

function unknownEntry(topology: Topology, {org, env}: Pick<Entry, 'org' | 'env'>, name: string): Failure {
  const known = topology.entries.filter((entry) => entry.org === org && entry.env === env).map((entry) => entry.address);
  const list = `muster entry list --env ${env}${orgFlag(org)} shows those there are`;
  return unknownName({kind: 'entry', name, known, list});
}

export async function removeEntry(
  ports: Ports,
  target: {readonly org: string; readonly env: string; readonly address: string; readonly force: boolean},
  options: ChangeOptions,
): Promise<EntryOutcome> {
  const {org, env} = target;
  const address = expectAddress(target.address);
  await expectUnlocked(ports, {org, envs: [env]});
  const outcome = await removeFromCluster(
    ports,
    {
      org,
      part: {org, envs: [env], addresses: []},
      overridden: target.force ? ['LAST_ENTRY'] : [],
      missing: (before) => {
        const isThere = before.entries.some((it) => it.org === org && it.env === env && it.address === address);
        return isThere ? null : unknownEntry(before, target, address);
      },
      edit: (before) => {
        expectEnv(before, org, env);
        return withoutEntry(before, target);
      },
      scope: (before, after) => balancerScope(before, after, {org, envs: [env]}),
    },
    options,
  );
  return {outcome, address};
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
