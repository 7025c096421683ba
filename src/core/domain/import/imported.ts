import {normalizeAddress, splitAddress} from '../addresses.js';
import type {DeclaredEntry, DeclaredTopology} from '../declaration.js';
import type {Recipe} from '../model.js';
import {compareText} from '../names.js';
import type {ImportedApp} from './app.js';
import {buildApps} from './build-apps.js';
import {declareEntries} from './declare-entries.js';
import {declareServices} from './declare-services.js';
import {declareImport, isWhole, type AppParts} from './declare-import.js';
import {comparePlaces, type Remark, type WantedSecret} from './findings.js';
import {gather, type Gathered} from './gather.js';
import type {Lead} from './leads.js';
import {assumedOfMade, assumedRoles, leftOfApp} from './left-of-app.js';
import {placeNodes} from './place-nodes.js';
import type {ImportSource, Place} from './source.js';
import {splitSettings} from './split-settings.js';
import {commandsFor, wantedSecrets} from './wanted-secrets.js';
import {weigh} from './weigh.js';

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
  const entryHosts = new Set(entries.value.flatMap(hostOf));
  const placed = placeNodes(leads, [...gathered.services, ...gathered.backing.map((it) => it.service)]);
  const services = declareServices(apps, gathered.backing, placed.nodes[0]!.name);
  const parts = apps.map((app): AppParts => ({app, split: splitSettings(app, entryHosts), weighing: weigh(app, placed)}));
  const secrets = wantedSecrets({org, env}, services.secrets, parts);
  return {
    env,
    gathered,
    apps,
    leads,
    entryHosts,
    declared: declareImport({org, env, placed, leads, entries: entries.value, services: services.services, parts}),
    recipes: new Map(apps.filter(({written}) => written).map(({recipe}) => [recipe.source, recipe])),
    secrets,
    commands: commandsFor({org, env}, secrets, apps),
    assumed: inOrder(gathered.files, [
      ...gathered.assumed,
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

/** None for an entry that answers any host. */
function hostOf({address}: DeclaredEntry): string[] {
  const normal = normalizeAddress(address);
  const host = 'ok' in normal ? splitAddress(normal.ok).host : null;
  return host === null ? [] : [host];
}

function partOnly({place}: {readonly place: Place}): Remark {
  return {...place, reason: 'it is a part of a service, and nothing says of which image: the app is not declared'};
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
