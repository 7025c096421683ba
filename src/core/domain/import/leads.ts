import type {AppDraft} from './app-draft.js';
import {namesOf} from './compose/service.js';
import {remark, type Remark} from './findings.js';
import type {Gathered} from './gather.js';
import type {Location, Site, Upstream} from './nginx/balancer.js';
import {parseTarget} from './nginx/upstreams.js';

/** An upstream, the app that it leads to, and what leads to it. */
export interface Lead {
  readonly upstream: Upstream;
  readonly draft: AppDraft | null;
  readonly locations: readonly Location[];
}

/** Which upstream leads to which app: by the name of a service, else by its port, else because there is only one app. */
export function leadUpstreams(
  {upstreams, sites}: Gathered,
  drafts: readonly AppDraft[],
): {readonly leads: readonly Lead[]; readonly assumed: readonly Remark[]} {
  const all = [...upstreams, ...directTargets(upstreams, sites)];
  const leads = all.map((upstream) => {
    const ranked = drafts.map((draft) => ({draft, rank: rankOf(upstream, draft)})).sort((a, b) => b.rank - a.rank);
    const best = ranked[0] && (ranked[0].rank > 0 || drafts.length === 1) ? ranked[0] : null;
    const locations = sites.flatMap((site) => site.locations).filter((location) => location.upstream === upstream.name);
    return {upstream, draft: best?.draft ?? null, locations, guessed: best?.rank === 0};
  });
  return {
    leads: leads.map(({upstream, draft, locations}) => ({upstream, draft, locations})).sort(byRoute),
    assumed: leads.flatMap(({upstream, draft, guessed}) =>
      guessed && draft ? [remark(upstream.place, `leads to app ${draft.name}, the only one that the files have`)] : [],
    ),
  };
}

/** What leads to the beginning of all paths counts first. */
function byRoute(a: Lead, b: Lead): number {
  const length = ({locations}: Lead) => Math.min(...locations.map(({path}) => path.length), 1000);
  return length(a) - length(b);
}

/** Hosts that a `proxy_pass` names itself, as upstreams of one server. */
function directTargets(upstreams: readonly Upstream[], sites: readonly Site[]): readonly Upstream[] {
  const locations = sites
    .flatMap((site) => site.locations)
    .filter(({upstream}) => upstreams.every(({name}) => name !== upstream));
  const targets = new Map(locations.map((location) => [location.upstream, location]));
  return [...targets].flatMap(([name, {place}]) => {
    const target = parseTarget(name);
    if (target === null) return [];
    return [{name, place, balance: null, hashesNetwork: null, servers: [{...target, weight: null, spare: null, place}]}];
  });
}

function rankOf({servers}: Upstream, {services, recipe}: AppDraft): number {
  const names = new Set(services.flatMap(namesOf));
  if (servers.some(({host}) => names.has(host))) return 3;
  const published = new Set(services.flatMap((service) => service.ports.map((port) => port.host)));
  if (servers.some(({port}) => published.has(port))) return 2;
  const ports = new Set(Object.values(recipe?.ports ?? {}));
  return servers.some(({port}) => ports.has(port)) ? 1 : 0;
}
