import {orgFlag} from '../indexes.js';
import type {ImportedApp} from './app.js';
import {declareApp, type AppParts} from './declare-import.js';
import type {WantedSecret} from './findings.js';
import type {Place} from './source.js';

interface Scope {
  readonly org: string;
  readonly env: string;
}

/** Secrets of the environment first, then those of each app. */
export function wantedSecrets(
  scope: Scope,
  ofEnv: ReadonlyMap<string, readonly Place[]>,
  parts: readonly AppParts[],
): readonly WantedSecret[] {
  return [
    ...[...ofEnv].map(([name, places]) => wantedSecret({...scope, name, app: null}, places)),
    ...parts.flatMap(({app, split}) =>
      [...split.secrets].map(([name, places]) => wantedSecret({...scope, name, app: app.name}, places)),
    ),
  ];
}

interface SecretScope extends Scope {
  readonly name: string;
  readonly app: string | null;
}

function wantedSecret({org, env, name, app}: SecretScope, places: readonly Place[]): WantedSecret {
  const command = `muster secret set ${name} --env ${env}${app === null ? '' : ` --app ${app}`}${orgFlag(org)}`;
  const unique = new Map(places.map(({file, line, key}) => [`${file}:${line} ${key}`, {file, line, key}]));
  return {name, app, command, places: [...unique.values()]};
}

/** A secret needs what it belongs to. */
export function commandsFor(
  {org, env}: Scope,
  secrets: readonly WantedSecret[],
  apps: readonly ImportedApp[],
): readonly string[] {
  if (secrets.length === 0) return [];
  const owners = apps.filter((app) => secrets.some((secret) => secret.app === app.name));
  return [
    `muster env create ${env}${orgFlag(org)}`,
    ...owners.map((app) => {
      const {image} = declareApp(app);
      return `muster app create ${app.name} --recipe ${app.recipe.source}${image === undefined ? '' : ` --image ${image}`}${orgFlag(org)}`;
    }),
    ...secrets.map(({command}) => command),
  ];
}
