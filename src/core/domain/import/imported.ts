import type {DeclaredDeployment, DeclaredTopology} from '../declaration.js';
import {orgFlag} from '../indexes.js';
import type {Recipe} from '../model.js';
import {compareText} from '../names.js';
import {splitAddress} from '../addresses.js';
import {rolesOf, type ImportedApp} from './app.js';
import {buildApps} from './build-apps.js';
import {declareEntries} from './declare-entries.js';
import {declareServices} from './declare-services.js';
import {comparePlaces, type Remark, type WantedSecret} from './findings.js';
import {gather, type Gathered} from './gather.js';
import type {Lead} from './leads.js';
import {assumedOfMade, assumedRoles, leftOfApp} from './left-of-app.js';
import {placeNodes} from './place-nodes.js';
import type {ImportSource, Place} from './source.js';
import {splitSettings} from './split-settings.js';
import {weigh, weighNodes, type Weighing} from './weigh.js';

export interface ImportRequest {
  readonly org: string;
  readonly env: string;
  readonly sources: readonly ImportSource[];
  /** Every recipe that comes with Muster. */
  readonly recipes: readonly Recipe[];
}

/** Hand-made files as a topology, with all that is needed to judge them. */
export interface Imported {
  readonly env: string;
  readonly gathered: Gathered;
  readonly apps: readonly ImportedApp[];
  readonly leads: readonly Lead[];
  /** Hosts of the entries; empty when the files do not say any. */
  readonly entryHosts: ReadonlySet<string>;
  readonly declared: DeclaredTopology;
  /** Recipes that are made, by the path that the topology names. */
  readonly recipes: ReadonlyMap<string, Recipe>;
  readonly secrets: readonly WantedSecret[];
  /** What sets the secrets, before anything runs. */
  readonly commands: readonly string[];
  readonly assumed: readonly Remark[];
  readonly notTaken: readonly Remark[];
}

export function importSources({org, env, sources, recipes}: ImportRequest): Imported {
  const gathered = gather(sources);
  const built = buildApps(gathered, recipes);
  const {apps, leads} = built.value;
  const entries = declareEntries({gathered, leads, apps});
  const entryHosts = new Set(
    entries.value.flatMap(({address}) => splitAddress(address.includes(':') ? address : `${address}:80`).host ?? []),
  );
  const placed = placeNodes(leads, [...gathered.services, ...gathered.backing.map((it) => it.service)]);
  const node = placed.nodes[0]!.name;
  const services = declareServices(apps, gathered.backing, node);
  const parts = apps.map((app) => ({app, split: splitSettings(app, entryHosts), weighing: weigh(app, placed)}));
  const weights = new Map([
    ...(apps.length === 0 ? leads.flatMap((lead) => [...weighNodes(lead, placed)]) : []),
    ...parts.flatMap(({weighing}) => [...weighing.nodes]),
  ]);
  const secrets = [
    ...[...services.secrets].map(([name, places]) => wantedSecret({org, env, name, app: null}, places)),
    ...parts.flatMap(({app, split}) =>
      [...split.secrets].map(([name, places]) => wantedSecret({org, env, name, app: app.name}, places)),
    ),
  ];
  return {
    env,
    gathered,
    apps,
    leads,
    entryHosts,
    declared: {
      org,
      groups: [],
      workspaces: [],
      nodes: placed.nodes,
      apps: apps.filter(isWhole).map(declareApp),
      envs: [
        {
          name: env,
          nodes: placed.nodes.map(({name}) => ({node: name, ...(weights.has(name) ? {weight: weights.get(name)!} : {})})),
          entries: entries.value,
          services: services.services,
          config: {},
          deployments: parts
            .filter(({app}) => isWhole(app))
            .map(({app, split, weighing}) => declareDeployment(app, split.config, weighing)),
        },
      ],
    },
    recipes: new Map(apps.filter(({made}) => made).map(({recipeRef, recipe}) => [recipeRef, recipe])),
    secrets,
    commands: commandsFor(secrets, apps, {org, env}),
    assumed: inOrder(gathered.files, [
      ...placed.assumed,
      ...built.value.assumed,
      ...apps.flatMap(assumedOfMade),
      ...apps.flatMap(assumedRoles),
    ]),
    notTaken: inOrder(gathered.files, [
      ...gathered.notTaken,
      ...built.notTaken,
      ...entries.notTaken,
      ...services.notTaken,
      ...apps.flatMap((app) => leftOfApp(app, gathered)),
      ...apps.filter((app) => !isWhole(app)).flatMap(({services: own}) => own.map(partOnly)),
      ...parts.flatMap(({split, weighing}) => [...split.notTaken, ...weighing.notTaken]),
      ...severalHosts(gathered),
    ]),
  };
}

/** A secret needs what it belongs to. */
function commandsFor(
  secrets: readonly WantedSecret[],
  apps: readonly ImportedApp[],
  {org, env}: Pick<ImportRequest, 'org' | 'env'>,
): readonly string[] {
  if (secrets.length === 0) return [];
  const owners = apps.filter((app) => secrets.some((secret) => secret.app === app.name));
  return [
    `muster env create ${env}${orgFlag(org)}`,
    ...owners.map((app) => {
      const {image} = declareApp(app);
      return `muster app create ${app.name} --recipe ${app.recipeRef}${image === undefined ? '' : ` --image ${image}`}${orgFlag(org)}`;
    }),
    ...secrets.map(({command}) => command),
  ];
}

function isWhole({version}: ImportedApp): boolean {
  return version !== null;
}

function partOnly({place}: {readonly place: Place}): Remark {
  return {...place, reason: 'it is a part of a service, and nothing says of which image: the app is not declared'};
}

function declareApp({name, recipe, recipeRef, repository, made}: ImportedApp): DeclaredTopology['apps'][number] {
  return {name, recipe: recipeRef, ...(made || repository === null || repository === recipe.image ? {} : {image: repository})};
}

/** Roles of exactly one instance go without saying. */
function declareDeployment(app: ImportedApp, config: DeclaredDeployment['config'], weighing: Weighing): DeclaredDeployment {
  const roles = Object.entries(rolesOf(app)).filter(([role, count]) => app.recipe.roles[role]?.count !== 1 || count > 1);
  return {
    app: app.name,
    version: app.version!,
    roles: Object.fromEntries(roles),
    ...(weighing.balance === null ? {} : {balance: weighing.balance}),
    weights: weighing.roles,
    config,
    ...(app.members.every(({count}) => count === 0) ? {state: 'stopped' as const} : {}),
  };
}

interface SecretScope {
  readonly org: string;
  readonly env: string;
  readonly name: string;
  readonly app: string | null;
}

function wantedSecret({org, env, name, app}: SecretScope, places: readonly Place[]): WantedSecret {
  const command = `muster secret set ${name} --env ${env}${app === null ? '' : ` --app ${app}`}${orgFlag(org)}`;
  const unique = new Map(places.map(({file, line, key}) => [`${file}:${line} ${key}`, {file, line, key}]));
  return {name, app, command, places: [...unique.values()]};
}

/** Two files that publish one port stand on two machines, and compose files do not say on which. */
function severalHosts({services, upstreams, sites}: Gathered): readonly Remark[] {
  if (upstreams.length + sites.length > 0) return [];
  const ports = services.flatMap((service) => service.ports.filter(({host}) => host !== null));
  return ports
    .filter((port) => ports.find((other) => other.host === port.host)!.place.file !== port.place.file)
    .map(({place}) => ({
      ...place,
      reason: 'the files are for several machines, and say of none where it is: all instances are on node local',
    }));
}

function inOrder(files: readonly string[], remarks: readonly Remark[]): readonly Remark[] {
  const unique = new Map(remarks.map((it) => [`${it.file} ${it.line} ${it.key} ${it.reason}`, it]));
  return [...unique.values()].sort((a, b) => comparePlaces(files, a, b) || compareText(a.key, b.key));
}
