import type {DeclaredEntry} from '../declaration.js';
import type {ImportedApp} from './app.js';
import type {Reading, Remark} from './findings.js';
import {remark} from './findings.js';
import type {Gathered} from './gather.js';
import type {Lead} from './leads.js';
import {containerPort} from './make-recipe.js';
import type {Location, Site} from './nginx/balancer.js';

interface EntryScope {
  readonly gathered: Gathered;
  readonly leads: readonly Lead[];
  readonly apps: readonly ImportedApp[];
}

/** Entries by the servers of the balancer; where the files have none, by the ports that are published. */
export function declareEntries(scope: EntryScope): Reading<readonly DeclaredEntry[]> {
  const {gathered, apps} = scope;
  const several = apps.filter(({version}) => version !== null).length > 1;
  const balanced = gathered.sites.length + gathered.upstreams.length > 0;
  const readings = balanced ? gathered.sites.map((site) => siteEntries(site, scope)) : [];
  const ports = balanced ? publishedPorts(apps, () => null) : portEntries(apps);
  const found = [...readings.flatMap(({value}) => value), ...ports.value].map((entry) => (several ? entry : withoutApp(entry)));
  return {
    value: [...new Map(found.map((entry) => [`${entry.address} ${entry.path}`, entry])).values()],
    notTaken: [...readings.flatMap(({notTaken}) => notTaken), ...ports.notTaken],
  };
}

function withoutApp({address, backup, path}: DeclaredEntry): DeclaredEntry {
  return {address, backup, path};
}

function siteEntries(site: Site, {leads, apps}: EntryScope): Reading<readonly DeclaredEntry[]> {
  const led = site.locations.map((location) => {
    const lead = leads.find(({locations}) => locations.includes(location)) ?? null;
    return {location, lead, app: apps.find(({name}) => name === lead?.draft?.name) ?? null};
  });
  if (apps.length === 0) return {value: site.entries.map(({address}) => ({address, backup: false, path: '/'})), notTaken: []};
  const owners = [...new Set(led.flatMap(({app}) => app ?? []))];
  const readings = owners.map((app) => {
    const own = led.filter((it) => it.app === app);
    const root = own.some(({location}) => location.path === '/');
    const paths = root ? ['/'] : [...new Set(own.map(({location}) => location.path))];
    return {
      entries: site.entries.flatMap(({address}) => paths.map((path) => ({address, backup: false, app: app.name, path}))),
      left: root ? own.flatMap(({location, lead}) => otherRoute(location, lead, app)) : [],
    };
  });
  return {
    value: readings.flatMap(({entries}) => entries),
    notTaken: [
      ...readings.flatMap(({left}) => left),
      ...led
        .filter(({app}) => app === null)
        .map(({location}) => remark(location.place, 'leads to nothing that the files say how to run')),
      ...(owners.length === 0 ? [remark(site.place, 'it leads to no app, so its addresses are no entries')] : []),
    ],
  };
}

/** A path that the recipe leads to another port than the file does. */
function otherRoute({path, place}: Location, lead: Lead | null, app: ImportedApp): Remark[] {
  const port = lead && containerPort(app.services, lead.upstream);
  const route = app.recipe.routes
    .filter((it) => it.path === '/' || path === it.path || path.startsWith(`${it.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
  const own = route ? app.recipe.ports[route.port] : undefined;
  return port === null || own === undefined || own === port
    ? []
    : [remark(place, `recipe ${app.recipe.name} leads ${path} to port ${own}, and this to port ${port}`)];
}

/** Without a balancer people came by the published port that the first route leads to. */
function portEntries(apps: readonly ImportedApp[]): Reading<readonly DeclaredEntry[]> {
  const taken = new Map<number, string>();
  const entries = apps.flatMap(({name, recipe, services, version}): DeclaredEntry[] => {
    const main = recipe.ports[recipe.routes[0]?.port ?? ''];
    const port = services
      .flatMap((it) => it.ports)
      .find((it) => it.container === main && it.host !== null && it.address === null)?.host;
    if (port === undefined || port === null || version === null || taken.has(port)) return [];
    taken.set(port, name);
    return [{address: `:${port}`, backup: false, app: name, path: '/'}];
  });
  const left = publishedPorts(apps, ({name}) => [...taken].find(([, owner]) => owner === name)?.[0] ?? null);
  return {value: entries, notTaken: left.notTaken};
}

/** Host ports that become no entry. */
function publishedPorts(apps: readonly ImportedApp[], entryOf: (app: ImportedApp) => number | null): Reading<readonly never[]> {
  return {
    value: [],
    notTaken: apps.flatMap((app) =>
      app.services
        .flatMap((service) => service.ports)
        .filter(({host}) => host === null || host !== entryOf(app))
        .map(({address, place}) =>
          remark(
            place,
            `Muster gives each instance host ports of its own, and people come by entries${address === null ? '' : `; this one was reached from ${address} only`}`,
          ),
        ),
    ),
  };
}
