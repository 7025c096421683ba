import {appKey, envKey, groupBy, listWords, nodesByEnv, orgFlag, rowNames} from '../indexes.js';
import type {App, Instance, Topology} from '../model.js';
import {instanceName} from '../names.js';
import {managedKinds} from '../planning/service-catalog.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';
import {lookup} from '../lookup.js';

export const volumeStays: Rule = {
  codes: ['VOLUME_STAYS'],
  sentence:
    'What keeps data in volumes does not go on on another node, where it would start empty (--leave-data overrides); what is scaled away leaves its volumes where they are (warning).',
  check({before, after}) {
    const left = instancesThatLeave(before, after);
    const moving = [...left.filter(({ends}) => !ends), ...movingServices(before, after)];
    const ended = left.filter(({ends}) => ends);
    return [
      ...ended.map(describeEnd),
      ...[...groupBy(moving, (it) => `${it.org}/${it.env}/${it.node}`).values()].map((moves) => describe(after, moves)),
    ];
  },
};

interface Move {
  readonly org: string;
  readonly env: string;
  /** The node on which the volumes are. */
  readonly node: string;
  readonly what: string;
  readonly kind: 'instance' | 'service';
  /** There is one less of them. */
  readonly ends: boolean;
  /** Path by name of the volume. */
  readonly volumes: Readonly<Record<string, string>>;
}

/** What is stopped has no place until it starts, and then perhaps another. */
function instancesThatLeave(before: Topology, after: Topology): readonly Move[] {
  if (before.instances === after.instances) return [];
  const keeping = new Map(before.apps.filter(keepsData).map((app) => [`${app.org}/${app.name}`, app]));
  if (keeping.size === 0) return [];
  const stays = new Set(after.instances.map(placeOf));
  const wanted = new Map(after.deployments.map((deployment) => [appKey(deployment), deployment.roles]));
  return before.instances.flatMap((it) => {
    const app = keeping.get(`${it.org}/${it.app}`);
    const count = wanted.get(appKey(it))?.[it.role];
    if (!app || count === undefined || stays.has(placeOf(it))) return [];
    const {org, env, node} = it;
    const ends = it.ordinal > count;
    return [{org, env, node, what: instanceName(it), kind: 'instance' as const, ends, volumes: app.recipe.volumes}];
  });
}

function keepsData({recipe}: App): boolean {
  return Object.keys(recipe.volumes).length > 0;
}

function movingServices(before: Topology, after: Topology): readonly Move[] {
  if (before.services === after.services) return [];
  const now = new Map(after.services.map((service) => [`${envKey(service)}/${service.name}`, service]));
  return before.services.flatMap(({org, env, name, kind, managed}) => {
    const node = now.get(`${org}/${env}/${name}`)?.managed?.node;
    const volumes = lookup(managedKinds, kind)?.volumes ?? {};
    if (!managed || node === undefined || node === managed.node || Object.keys(volumes).length === 0) return [];
    return [{org, env, node: managed.node, what: `service ${name}`, kind: 'service' as const, ends: false, volumes}];
  });
}

function describe(after: Topology, moves: readonly Move[]): Violation {
  const {org, env, node} = moves[0]!;
  const names = moves.map(({what}) => what);
  const left = moves.flatMap(({what, volumes}) =>
    Object.entries(volumes).map(([volume, path]) => ({owner: what, volume, path, node})),
  );
  const one = moves.length === 1;
  return {
    code: 'VOLUME_STAYS',
    severity: 'error',
    subject: `node ${node}`,
    message: `${listWords(names)} of env ${env} would leave node ${node} and start empty elsewhere: ${listWords(left.map(({owner, volume, path}) => `volume ${volume} (${path})${one ? '' : ` of ${owner}`}`))} ${left.length === 1 ? 'stays' : 'stay'} on node ${node}.`,
    hint: `Keep ${one ? 'it' : 'them'} there, or leave the data behind: ${leaving(after, moves[0]!)}.`,
    details: {org, env, node, moving: names, left},
  };
}

function describeEnd({org, env, node, what, volumes}: Move): Violation {
  const names = Object.keys(volumes);
  return {
    code: 'VOLUME_STAYS',
    severity: 'warning',
    subject: `instance ${what}`,
    message: `${what} of env ${env} goes; ${names.length === 1 ? 'volume' : 'volumes'} ${listWords(names)} of it ${names.length === 1 ? 'stays' : 'stay'} on node ${node}, and it has that data again only if it comes back there.`,
    hint: `muster node show ${node}${orgFlag(org)}`,
    details: {
      org,
      env,
      node,
      moving: [],
      left: Object.entries(volumes).map(([volume, path]) => ({owner: what, volume, path, node})),
    },
  };
}

/** The command that brought it about, with what lets it pass. */
function leaving(after: Topology, {org, env, node, kind, what}: Move): string {
  if (kind === 'service') return `the same command with --leave-data, for ${what}`;
  if (!rowNames(after.nodes).has(`${org}/${node}`)) return `muster node remove ${node} --force --leave-data${orgFlag(org)}`;
  if (!nodesByEnv(after).get(envKey({org, env}))?.has(node))
    return `muster env leave ${env} ${node} --force --leave-data${orgFlag(org)}`;
  return `muster node drain ${node} --leave-data${orgFlag(org)}`;
}

function placeOf(it: Instance): string {
  return `${appKey(it)}/${it.role}/${it.ordinal}@${it.node}`;
}
