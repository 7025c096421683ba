import {didYouMean, nearestName} from '../../core/domain/nearest.js';
import type {FileProblem} from '../yaml/file-problem.js';
import {keyOf, type ParsedDocument, type Path} from '../yaml/parsed-document.js';
import type {RecipeFile} from './recipe-schema.js';

interface Reference {
  readonly path: Path;
  readonly kind: string;
  readonly name: string;
  readonly known: readonly string[];
}

/** What no schema can say: every port, service and role that is named is there. */
export function checkReferences(recipe: RecipeFile, document: ParsedDocument): FileProblem[] {
  return [...portReferences(recipe), ...serviceReferences(recipe), ...roleReferences(recipe)]
    .filter(({name, known}) => !known.includes(name))
    .map(({path, kind, name, known}) => ({
      file: document.file,
      ...document.locate(path),
      key: keyOf(path),
      nearest: nearestName(name, known),
      message: `${keyOf(path)} names ${kind} "${name}", which the recipe does not have${didYouMean(nearestName(name, known))}`,
    }));
}

function portReferences({ports, routes, health}: RecipeFile): Reference[] {
  const known = Object.keys(ports);
  return [
    ...(routes ?? []).map((route, index) => ({path: ['routes', index, 'port'], kind: 'port', name: route.port, known})),
    {path: ['health', 'port'], kind: 'port', name: health.port, known},
  ];
}

function roleReferences({roles, configRules}: RecipeFile): Reference[] {
  const known = Object.keys(roles);
  return Object.entries(configRules ?? {}).flatMap(([key, {notEntryOn}]) =>
    notEntryOn === undefined ? [] : [{path: ['configRules', key, 'notEntryOn'], kind: 'role', name: notEntryOn, known}],
  );
}

function serviceReferences({env, roles, services}: RecipeFile): Reference[] {
  const known = Object.keys(services ?? {});
  const scopes: {path: Path; env: NonNullable<RecipeFile['env']>}[] = [
    {path: ['env'], env: env ?? {}},
    ...Object.entries(roles).map(([role, {env: ofRole}]) => ({path: ['roles', role, 'env'], env: ofRole ?? {}})),
  ];
  return scopes.flatMap((scope) =>
    Object.entries(scope.env).flatMap(([key, value]) =>
      typeof value === 'object' && 'service' in value
        ? [{path: [...scope.path, key, 'service'], kind: 'service', name: value.service, known}]
        : [],
    ),
  );
}
