import type {Recipe} from '../model.js';
import {settingsOf, type ImportedApp} from './app.js';
import type {AppDraft} from './app-draft.js';
import {lastPart} from './backing.js';
import type {ImportedService} from './compose/service.js';
import {withBody} from './compose/read-compose.js';
import {connectionsOf} from './connections.js';
import {remark, type Reading, type Remark} from './findings.js';
import type {Gathered} from './gather.js';
import {leadUpstreams, type Lead} from './leads.js';
import {makeRecipe} from './make-recipe.js';
import {fitRecipe} from './other-kinds.js';
import {recipeOfImage, recipeOfPart, recipeOfVariables} from './match-recipe.js';
import {freeName, legalName} from './names.js';
import {assignRoles} from './roles.js';
import {growMembers} from './server-counts.js';

export interface BuiltApps {
  readonly apps: readonly ImportedApp[];
  readonly leads: readonly Lead[];
  readonly assumed: readonly Remark[];
}

export function buildApps(gathered: Gathered, recipes: readonly Recipe[]): Reading<BuiltApps> {
  const {drafts, left} = withBodies(draftApps(gathered.services, recipes), gathered.bodies, recipes);
  const {leads, assumed} = leadUpstreams(gathered, drafts);
  const built = drafts.map((draft) => buildApp(draft, gathered, leads));
  return {
    value: {
      apps: built.flatMap(({app}) => app ?? []),
      leads,
      assumed: [...byVariables(drafts, recipes), ...assumed, ...built.flatMap((it) => it.assumed)],
    },
    notTaken: [
      ...leads
        .filter(({draft}) => draft === null)
        .map(({upstream}) =>
          remark(
            upstream.place,
            'no file says what runs there: only the machines of its servers and their weights are taken over',
          ),
        ),
      ...left.map((body) => remark(body.place, 'it is a part of a service, and nothing says of which image')),
      ...built.flatMap((it) => it.notTaken),
    ],
  };
}

function draftApps(services: readonly ImportedService[], recipes: readonly Recipe[]): readonly AppDraft[] {
  const groups = new Map<string, {recipe: Recipe | null; services: ImportedService[]}>();
  for (const service of services) {
    const repository = service.image?.repository ?? '';
    const recipe = recipeOfImage(recipes, repository) ?? recipeOfVariables(recipes, service);
    const key = recipe ? recipe.name : sameAppKey(service, services);
    const group = groups.get(key) ?? {recipe, services: []};
    group.services.push(service);
    groups.set(key, group);
  }
  const repositories = services.map((service) => service.image?.repository);
  const taken = new Set<string>();
  return [...groups.values()].map((group) => {
    const [first] = group.services;
    const repository = first!.image!.repository;
    const shared = repositories.filter((it) => it === repository).length > group.services.length;
    const wanted = group.recipe?.name ?? (shared ? (first!.name ?? '') : lastPart(repository));
    const name = freeName(legalName(wanted, 'app'), taken);
    taken.add(name);
    return {name, ...group};
  });
}

/**
 * Services are one app where image, tag, command and container ports agree. One that names no port has those of the first that
 * is otherwise the same.
 */
function sameAppKey(service: ImportedService, services: readonly ImportedService[]): string {
  const image = ({image: it, command}: ImportedService) =>
    JSON.stringify([it?.repository, it?.tag ?? 'latest', command?.value ?? null]);
  const ports = (it: ImportedService) =>
    [...new Set([...it.ports.map(({container}) => container), ...it.exposed])].toSorted((a, b) => a - b);
  const same = services.filter((it) => image(it) === image(service)).map(ports);
  const own = ports(service);
  return `${image(service)} ${JSON.stringify(own.length > 0 ? own : (same.find((it) => it.length > 0) ?? []))}`;
}

/** Bodies belong to the app whose recipe knows what they say, or to the only one there is. */
function withBodies(
  drafts: readonly AppDraft[],
  bodies: readonly ImportedService[],
  recipes: readonly Recipe[],
): {readonly drafts: readonly AppDraft[]; readonly left: readonly ImportedService[]} {
  const owned = bodies.map((body) => {
    const recipe = recipeOfPart(recipes, body);
    const owner =
      drafts.find((draft) => recipe !== null && draft.recipe === recipe) ?? (drafts.length === 1 ? drafts[0] : undefined);
    return {body, recipe, owner};
  });
  const alone = owned.filter(({owner, recipe}) => owner === undefined && recipe !== null);
  return {
    drafts: [
      ...drafts.map((draft) => ({
        ...draft,
        services: draft.services.map((service) =>
          owned.filter(({owner}) => owner === draft).reduce((sum, {body}) => withBody(sum, body), service),
        ),
      })),
      ...[...new Set(alone.map(({recipe}) => recipe as Recipe))].map((recipe): AppDraft => {
        const [first, ...more] = alone.filter((it) => it.recipe === recipe).map(({body}) => body);
        return {name: recipe.name, recipe, services: [more.reduce(withBody, first!)]};
      }),
    ],
    left: owned.filter(({owner, recipe}) => owner === undefined && recipe === null).map(({body}) => body),
  };
}

interface Built {
  readonly app: ImportedApp | null;
  readonly assumed: readonly Remark[];
  readonly notTaken: readonly Remark[];
}

function buildApp(draft: AppDraft, gathered: Gathered, leads: readonly Lead[]): Built {
  const {name, services} = draft;
  const own = leads.filter((lead) => lead.draft === draft);
  const image = services.find((service) => service.image)?.image ?? null;
  const fitting = draft.recipe && fitRecipe(draft.recipe, name, services);
  const recipe = fitting?.recipe ?? (image && madeRecipe(draft, {repository: image.repository, gathered, leads: own}));
  if (recipe === null) {
    const reason = 'has no port: Muster asks instances over HTTP whether they are well';
    return {app: null, assumed: [], notTaken: services.map((service) => remark(service.place, reason))};
  }
  const upstreams = own.map(({upstream}) => upstream);
  const {members, assumed} = growMembers(recipe, assignRoles(recipe, services), upstreams);
  return {
    assumed: [...assumed, ...(fitting?.fitted?.assumed ?? [])],
    notTaken: [],
    app: {
      name,
      repository: image?.repository ?? null,
      version: image ? (image.tag ?? 'latest') : null,
      recipe,
      made: draft.recipe === null,
      written: draft.recipe === null || fitting?.fitted != null,
      services,
      members,
      settings: settingsOf(services),
      connections: connectionsOf(recipe, services, gathered.backing),
      upstreams,
    },
  };
}

interface MakingScope {
  readonly repository: string;
  readonly gathered: Gathered;
  readonly leads: readonly Lead[];
}

function madeRecipe({name, services}: AppDraft, {repository, gathered: {backing}, leads}: MakingScope): Recipe | null {
  const locations = leads.flatMap((lead) => lead.locations.map((location) => ({location, upstream: lead.upstream})));
  return makeRecipe({name, services, repository, backing, locations});
}

function byVariables(drafts: readonly AppDraft[], recipes: readonly Recipe[]): readonly Remark[] {
  return drafts.flatMap(({recipe, services}) => {
    const strange = services.find(
      ({image}) => image !== null && recipe !== null && recipeOfImage(recipes, image.repository) === null,
    );
    return strange?.image && recipe
      ? [remark(strange.image.place, `its variables are those of recipe ${recipe.name}, so it is taken for that app`)]
      : [];
  });
}
