import {listWords} from '../../indexes.js';
import type {RecipeSecret} from '../../model.js';
import {secretName} from '../../planning/describe-containers.js';
import {instancesOf, useOf, type ImportedApp, type Setting} from '../app.js';
import type {Variable} from '../compose/service.js';
import {parseConnection} from '../../connection-string.js';
import type {Imported} from '../imported.js';
import {lookup} from '../../lookup.js';
import {secretWeakness, weaknessWords} from '../../secrets/secret-weakness.js';
import {isSecretLike, secretSign} from '../../secrets/secret-like.js';
import type {Place} from '../source.js';
import {filesOf, type KnownMistake, type Seen} from './known-mistake.js';

const samePlace = (a: Place) => (b: Place) => a.file === b.file && a.line === b.line && a.key === b.key;

function variablesOf({apps, gathered}: Imported): readonly Variable[] {
  return [...apps.flatMap((app) => app.services), ...gathered.bodies, ...gathered.backing.map((it) => it.service)].flatMap(
    ({environment}) => environment,
  );
}

export const secretPlain: KnownMistake = {
  code: 'SECRET_PLAIN',
  sentence: 'A password or key stands in plain text in a compose file.',
  find(imported) {
    const written = variablesOf(imported).filter((variable) => variable.written && variable.value);
    const told = imported.secrets.flatMap(({name, app, places, command}): Seen[] => {
      const plain = places.filter(
        (place) => written.some((variable) => samePlace(place)(variable.place)) || place.key.endsWith('.command'),
      );
      if (plain.length === 0) return [];
      return [
        {
          ...plain[0]!,
          message: `The value of secret ${name}${app === null ? '' : ` of app ${app}`} stands in plain text in ${listWords(filesOf(plain))}.`,
          hint: `Keep it as a secret: ${command}.`,
        },
      ];
    });
    const replaced = imported.apps
      .flatMap((app) => app.services.flatMap((service) => service.overridden))
      .filter(({key, value, written: plain}) => plain && value !== null && isSecretLike(key, value))
      .map(({key, place}) => ({
        ...place,
        message: `${key} holds a secret in plain text, and a later file says it again.`,
        hint: `Take ${key} away here.`,
      }));
    return [
      ...told,
      ...replaced,
      ...imported.apps.flatMap((app) => app.settings.flatMap((setting) => leftSecret(setting, app, imported.env))),
    ];
  },
};

/** A secret that the recipe has no place for. */
function leftSecret({key, uses}: Setting, {recipe, name}: ImportedApp, env: string): Seen[] {
  const [plain] = uses.flatMap(({variable}) => {
    const sign = variable.written && variable.value ? secretSign(key, variable.value) : null;
    return sign === null ? [] : [{place: variable.place, sign}];
  });
  if (useOf(recipe, key) !== 'config' || lookup(recipe.configRules, key)?.ignored || !plain) return [];
  return [
    {
      ...plain.place,
      message: `${key} stands in plain text and ${plain.sign}, and recipe ${recipe.name} has no secret for it.`,
      hint: `If the app needs it: a recipe of your own with secrets: {${key}: {}}, then muster secret set ${secretName(key)} --env ${env} --app ${name}.`,
    },
  ];
}

export const secretPublic: KnownMistake = {
  code: 'SECRET_PUBLIC',
  sentence: 'A secret has the value of a public document, a sample, or what people try first.',
  find(imported) {
    const places = variablesOf(imported);
    return imported.secrets.flatMap(({name, app, places: own, command}): Seen[] => {
      const recipe = imported.apps.find((it) => it.name === app)?.recipe;
      const [rule] = Object.entries(recipe?.secrets ?? {}).flatMap(([variable, it]) =>
        secretName(variable) === name ? [it] : [],
      );
      const weak = own.flatMap((place) => {
        const variable = places.find((it) => samePlace(place)(it.place));
        const why = variable?.value ? (weakPassword(imported, variable) ?? weaknessOf(variable, rule)) : null;
        return why === null ? [] : [{place, why}];
      });
      const [first] = weak;
      if (!first) return [];
      const made = rule && rule.generateBytes !== null ? ', or leave it to Muster, which makes one' : '';
      return [
        {
          ...first.place,
          message: `Secret ${name}${app === null ? '' : ` of app ${app}`} ${first.why}.`,
          hint:
            app === null || first.why.includes('password')
              ? `Change it where it is asked for, then: ${command}.`
              : `Set one of your own: openssl rand -hex 32 | ${command}${made}.`,
        },
      ];
    });
  },
};

function weaknessOf({key, value}: Variable, rule: RecipeSecret | undefined): string | null {
  if (value === null) return null;
  const weakness = secretWeakness(value, rule ? [rule] : []);
  if (weakness === 'refused' || weakness === 'public') return weaknessWords[weakness];
  if (parseConnection(value.trim())?.weakPassword) return 'has a password that reads like a sample';
  const judged = (rule || isSecretLike(key, null)) && !value.includes('://') && !value.includes('@');
  // Nobody has chosen it as a secret yet: its length alone says nothing.
  return judged && weakness !== null && weakness !== 'short' ? weaknessWords[weakness] : null;
}

function weakPassword({apps}: Imported, variable: Variable): string | null {
  const said = apps.flatMap(({connections}) => connections).flatMap((connection) => connection.said);
  return said.some((it) => it.variable === variable && it.parts.weakPassword) ? 'has a value that reads like a sample' : null;
}

export const secretDiffers: KnownMistake = {
  code: 'SAME_SECRET',
  sentence: 'Instances of one app do not have the same value of a secret that all must share.',
  find({apps}) {
    return apps.flatMap((app) => [...app.settings.flatMap((setting) => differing(setting, app)), ...missing(app)]);
  },
};

function differing({key, values, uses, everywhere}: Setting, {recipe, services, name}: ImportedApp): Seen[] {
  if (useOf(recipe, key) !== 'secret' || (values.length < 2 && everywhere)) return [];
  const lacking = services
    .filter((service) => uses.every((use) => use.service !== service))
    .map((service) => service.name ?? 'a part');
  const odd = uses.find(({variable}) => variable.value !== null && variable.value !== values[0]) ?? uses[0]!;
  return [
    {
      ...odd.variable.place,
      message:
        values.length > 1
          ? `${key} of app ${name} has ${values.length} different values, and all instances must share one.`
          : `${key} of app ${name} is missing in ${listWords(lacking)}, and all instances must share it.`,
      hint: `Choose the value that stays; with Muster all instances get secret ${secretName(key)}.`,
    },
  ];
}

/** What nobody sets each instance makes up for itself. */
function missing(app: ImportedApp): Seen[] {
  const {recipe, settings, services, name, version, made} = app;
  if (made || version === null || instancesOf(app) < 2) return [];
  return Object.keys(recipe.secrets)
    .filter((key) => settings.every((setting) => setting.key !== key))
    .map((key) => ({
      ...services[0]!.place,
      message: `Nothing sets ${key} of app ${name}, and its ${instancesOf(app)} instances must share it.`,
      hint:
        recipe.secrets[key]!.generateBytes === null
          ? `Set it once for all of them: muster secret set ${secretName(key)} --env ENV --app ${name}.`
          : 'Nothing to do: Muster makes one for all of them.',
    }));
}
