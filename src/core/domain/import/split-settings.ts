import {managedKinds} from '../planning/service-catalog.js';
import {serviceVariables} from '../service-variables.js';
import type {Recipe} from '../model.js';
import type {Variable as SaidVariable} from './compose/service.js';
import {secretName} from '../planning/describe-containers.js';
import {brokenRule} from './config-rules.js';
import {useOf, type Connection, type ImportedApp, type Setting} from './app.js';
import {kindOfScheme} from '../connection-string.js';
import {sameConnection} from './connections.js';
import {remark, type Remark} from './findings.js';
import {roleMarks, spelled} from './roles.js';
import {secretSign} from '../secrets/secret-like.js';
import type {Place} from './source.js';
import {variable} from '../values/kinds.js';
import {lookup} from '../lookup.js';

/** The variables of an app, sorted by what becomes of them. */
export interface SplitSettings {
  readonly config: Readonly<Record<string, string>>;
  /** Secrets of the app by name, with where their values are. */
  readonly secrets: ReadonlyMap<string, readonly Place[]>;
  readonly notTaken: readonly Remark[];
}

/** `entries` are the addresses of the environment, as hosts: some variables must not point there. */
export function splitSettings(app: ImportedApp, entries: ReadonlySet<string>): SplitSettings {
  const config = new Map<string, string>();
  const secrets = new Map<string, readonly Place[]>();
  const notTaken: Remark[] = [];
  for (const setting of app.settings) {
    const use = useOf(app.recipe, setting.key);
    const places = setting.uses.map(({variable}) => variable.place);
    if (use === 'role')
      notTaken.push(
        ...setting.uses
          .filter(({variable}) => variable.value === null)
          .map(({variable}) =>
            remark(variable.place, 'its value is not in the files, so the instance counts as one that says no role'),
          ),
      );
    else if (use === 'secret') secrets.set(secretName(setting.key), places);
    else if (use === 'instance' && !app.made)
      notTaken.push(...places.map((place) => remark(place, 'the recipe gives each instance its own')));
    else if (use === 'config') {
      const reason = whyLeftOut(setting, app, entries);
      if (reason !== null) notTaken.push(...places.map((place) => remark(place, reason)));
      else if (setting.values[0] !== lookup(app.recipe.env, setting.key)) config.set(setting.key, setting.values[0]!);
    }
  }
  return {
    config: Object.fromEntries(config),
    secrets,
    notTaken: [...notTaken, ...app.connections.flatMap((it) => leftConnections(it, app))],
  };
}

/** What keeps a plain variable out of the config; null when it goes there. */
function whyLeftOut(setting: Setting, app: ImportedApp, entries: ReadonlySet<string>): string | null {
  const {key, values, uses, everywhere} = setting;
  const {recipe, name} = app;
  const broken = brokenRule(setting, app, entries);
  if (broken !== null) return broken.reason;
  const spelling = roleMarks(recipe).find((mark) => spelled(mark.key) === spelled(key));
  if (spelling) return `Muster sets ${spelling.key} for each role`;
  if (values.length === 0) return 'its value is not in the files: muster config set KEY=VALUE --env ENV';
  const [sign] = values.flatMap((value) => secretSign(key, value) ?? []);
  if (sign !== undefined)
    return `it ${sign}, and recipe ${recipe.name} has no secret ${key}: give it one in a recipe of your own`;
  if (values.length > 1 || !everywhere || uses.some(({variable}) => variable.value === null))
    return `it is not the same for all services of app ${name}, and config is for every instance: give it to roles in a recipe of your own`;
  return 'ok' in variable.read(key) ? null : 'is not the name of a variable';
}

/** Another name of the kind, which a driver may insist on; TLS is kept where the service stays where it is. */
function isOtherScheme(scheme: string | null, {kind, managed}: Connection): boolean {
  return scheme !== null && kindOfScheme(scheme) === kind && scheme !== kind && (managed !== null || scheme !== 'rediss');
}

/** User, database or port that one variable says and another, or the service that Muster runs, does not have. */
function otherParts({slot, kind, managed, parts}: Connection, recipe: Recipe, variables: readonly SaidVariable[]): Remark[] {
  const own = managed ? managedKinds[kind] : undefined;
  const formats = serviceVariables(recipe).filter(({service}) => service === slot);
  return variables.flatMap(({key, value, place}) => {
    const format = formats.find((it) => it.key === key)?.format;
    if (parts === null || !value || (format !== 'user' && format !== 'database' && format !== 'port')) return [];
    const filled = own?.[format] ?? parts[format] ?? (format === 'port' ? managedKinds[kind]?.port : null) ?? null;
    // What the address says as well is told there.
    const isToldThere = own !== undefined && format !== 'port' && value === parts[format];
    return filled === null || String(filled) === value || isToldThere
      ? []
      : [remark(place, `it says ${format} ${value}, and service ${slot} has ${format} ${filled}`)];
  });
}

function leftConnections(connection: Connection, {recipe, settings}: ImportedApp): Remark[] {
  const {unread, said, parts, foreign, kind, slot, keys} = connection;
  const variables = settings.filter(({key}) => keys.includes(key)).flatMap(({uses}) => uses.map(({variable}) => variable));
  const unset = variables.filter(({value}) => value === null);
  const alone = parts === null ? variables.filter((variable) => variable.value !== null && !unread.includes(variable)) : [];
  return [
    ...unset.map(({place}) =>
      remark(place, `its value is not in the files: muster service add ${slot} --env ENV --kind ${kind} --url URL`),
    ),
    ...alone.map(({place}) => remark(place, `it says nothing without the address of service ${slot}`)),
    ...unread.map(({place}) => remark(place, `is no address of a ${kind}, which recipe ${recipe.name} wants`)),
    ...(foreign
      ? [
          remark(
            foreign.service.place,
            `Muster runs no ${foreign.kind}: run it as before, and give the address that all nodes reach it by`,
          ),
        ]
      : []),
    ...otherParts(connection, recipe, variables),
    ...said
      .filter(({parts: {scheme}}) => isOtherScheme(scheme, connection))
      .map(({variable, parts: {scheme}}) => remark(variable.place, `it is filled in as ${kind}://, and this says ${scheme}://`)),
    ...said
      .filter((it) => !sameConnection(it.parts, parts))
      .map(({variable}) => remark(variable.place, `it leads elsewhere than service ${slot} does`)),
  ];
}
