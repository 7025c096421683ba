import {listWords} from '../../indexes.js';
import {knownKeys, spell} from '../../rules/env-name-case.js';
import {useOf, type ImportedApp, type Setting} from '../app.js';
import {brokenRule, type BrokenRule} from '../config-rules.js';
import {roleMarks, spelled} from '../roles.js';
import type {KnownMistake, Seen} from './known-mistake.js';
import {lookup} from '../../lookup.js';

interface BrokenSetting {
  readonly setting: Setting;
  readonly app: ImportedApp;
  readonly broken: BrokenRule;
}

/** Mistakes that recipes know of, with what is said of each. */
function byRecipe(
  code: BrokenRule['code'],
  sentence: string,
  tell: (it: BrokenSetting) => Pick<Seen, 'message' | 'hint'>,
): KnownMistake {
  return {
    code,
    sentence,
    find: ({apps, entryHosts}) =>
      apps.flatMap((app) =>
        app.settings.flatMap((setting) => {
          const broken = useOf(app.recipe, setting.key) === 'config' ? brokenRule(setting, app, entryHosts) : null;
          return broken?.code === code ? [{...setting.uses.at(-1)!.variable.place, ...tell({setting, app, broken})}] : [];
        }),
      ),
  };
}

export const configNotRead = byRecipe(
  'CONFIG_NOT_READ',
  'A variable is set that the app does not read.',
  ({setting, app, broken}) => ({
    message: `App ${app.name} does not read ${setting.key}: ${broken.because}.`,
    hint: `It is left out: take ${setting.key} away.`,
  }),
);

export const configValue = byRecipe(
  'CONFIG_VALUE',
  'A variable has a value that the app does not understand.',
  ({setting, app, broken}) => ({
    message: `${setting.key} of app ${app.name} is ${JSON.stringify(setting.values.at(-1) ?? '')}, and ${broken.because}.`,
    hint: `It is left out${lookup(app.recipe.env, setting.key) === undefined ? '' : `, and ${String(lookup(app.recipe.env, setting.key))} of the recipe stands`}: muster config set ${setting.key}=VALUE --env ENV --app ${app.name}.`,
  }),
);

export const redirectLoop = byRecipe(
  'REDIRECT_LOOP',
  'An instance redirects people to the address that leads to it.',
  ({setting, app, broken}) => ({
    message: `${setting.key} of app ${app.name} ${broken.entry === null ? 'may be the address of the balancer' : `leads to ${broken.entry}, where the balancer is`}: ${broken.because}.`,
    hint: `It is left out: take ${setting.key} away where the balancer stands before the app.`,
  }),
);

export const nameCase: KnownMistake = {
  code: 'ENV_NAME_CASE',
  sentence: 'A variable differs from one that the app knows only by case, spaces or dashes.',
  find({apps}) {
    return apps.flatMap(({settings, recipe, name}) => {
      const known = knownKeys(recipe);
      const right = new Map([...known].map((key) => [spell(key), key]));
      const marks = roleMarks(recipe).map(({key}) => spelled(key));
      return settings
        .filter(({key}) => !known.has(key) && right.has(spell(key)) && !marks.includes(spelled(key)))
        .map(({key, uses}) => ({
          ...uses[0]!.variable.place,
          message: `App ${name} does not read ${key}: it knows it as ${right.get(spell(key))}.`,
          hint: `Write ${right.get(spell(key))}.`,
        }));
    });
  },
};

export const notPassed: KnownMistake = {
  code: 'ENV_NOT_PASSED',
  sentence: 'A variable is in the .env beside a compose file, and the file passes it to no container.',
  find({apps, gathered}) {
    return gathered.unused.flatMap(({name, place}) => {
      const wanting = apps.filter(({recipe, settings}) => knownKeys(recipe).has(name) && settings.every(({key}) => key !== name));
      if (wanting.length === 0) return [];
      return [
        {
          ...place,
          message: `${name} is set here, and no compose file passes it to app ${listWords(wanting.map((app) => app.name))}.`,
          hint: `Compose fills .env into the file alone: name ${name} under environment:, and import again.`,
        },
      ];
    });
  },
};
