import {exitCodes, Failure} from '../errors.js';
import {unknownName} from '../expect.js';
import {listWords, orgFlag} from '../indexes.js';
import type {Recipe} from '../model.js';
import {secretName} from '../planning/describe-containers.js';
import type {ImportedApp} from './app.js';
import type {Mistake, Remark} from './findings.js';
import type {Imported} from './imported.js';
import {findMistakes} from './mistakes/index.js';
import type {Place} from './source.js';
import {splitSettings} from './split-settings.js';

/** One app of a compose file. */
export interface ComposeApp {
  readonly recipe: Recipe;
  /** The recipe was made of the file, and is not one of Muster's. */
  readonly made: boolean;
  /** Repository that replaces the recipe's. */
  readonly image: string | null;
  readonly version: string | null;
  /** What an environment needs before the app can be deployed to it. */
  readonly commands: readonly string[];
  readonly assumed: readonly Remark[];
  readonly notTaken: readonly Remark[];
  readonly mistakes: readonly Mistake[];
}

export interface ComposeChoice {
  readonly org: string;
  /** Name that the app gets. */
  readonly name: string;
  readonly file: string;
  /** Service of the file; null where there is one that can be an app. */
  readonly service: string | null;
}

/** The app that one service of the file is, with what was left out or is wrong about it. */
export function appOfCompose(imported: Imported, choice: ComposeChoice): ComposeApp {
  const app = chosen(imported, choice);
  const {name} = choice;
  const {config} = splitSettings(app, new Set());
  const own = aboutApp(imported, app);
  return {
    recipe: app.written ? {...app.recipe, name, env: {...config, ...app.recipe.env}} : app.recipe,
    made: app.written,
    image: app.made || app.repository === app.recipe.image ? null : app.repository,
    version: app.version,
    commands: commandsFor(app, {...choice, config: app.written ? {} : config}),
    assumed: imported.assumed.filter(own).map((it) => ({...it, reason: renamed(it.reason)})),
    notTaken: imported.notTaken.filter(own).map((it) => ({...it, reason: renamed(it.reason)})),
    mistakes: findMistakes(imported)
      .filter(own)
      .map((it) => ({...it, message: renamed(it.message), hint: renamed(it.hint)})),
  };

  /** The files call the app otherwise. */
  function renamed(text: string): string {
    return text.replaceAll(new RegExp(`app ${app.name}(?![\\w-])`, 'g'), `app ${name}`);
  }
}

function chosen({apps, gathered}: Imported, {file, service}: ComposeChoice): ImportedApp {
  const named = apps.map((app) => ({app, names: app.services.flatMap(({name}) => name ?? [])}));
  const names = named.flatMap((it) => it.names);
  if (service === null) {
    const [only, ...others] = apps;
    if (only && others.length === 0) return only;
    throw unclear(file, names);
  }
  const found = named.find((it) => it.names.includes(service));
  if (found) return found.app;
  const backing = gathered.backing.find((it) => it.service.name === service);
  if (backing) throw notAnApp(file, service, backing.kind);
  throw unknownName({
    kind: 'service',
    name: service,
    known: names,
    list: `Those of ${file} that can be an app: ${listWords(names) || 'none'}`,
  });
}

/** What is said of other services of the file concerns nobody who asked for this one. */
function aboutApp({gathered}: Imported, {services}: ImportedApp): (place: Place) => boolean {
  const keysOf = (name: string | null) => (name === null ? [] : [`services.${name}`]);
  const own = new Set(services.flatMap(({name}) => keysOf(name)));
  const other = [...gathered.services, ...gathered.backing.map((it) => it.service)]
    .flatMap(({name}) => keysOf(name))
    .filter((key) => !own.has(key));
  return ({key}) => !other.some((start) => key === start || key.startsWith(`${start}.`) || key.startsWith(`${start}[`));
}

function commandsFor(
  {recipe, connections}: ImportedApp,
  {org, name, config}: ComposeChoice & {readonly config: Readonly<Record<string, string>>},
): readonly string[] {
  const pairs = Object.entries(config).map(([key, value]) =>
    /^[\w.:/-]*$/.test(value) ? `${key}=${value}` : `'${key}=${value}'`,
  );
  return [
    ...Object.entries(recipe.services).map(([slot, {kind}]) => {
      const managed = connections.some((connection) => connection.slot === slot && connection.managed);
      return `muster service add ${slot} --env ENV --kind ${kind} ${managed ? '--managed --node NODE' : '--url URL'}${orgFlag(org)}`;
    }),
    ...Object.keys(recipe.secrets)
      .filter((variable) => recipe.secrets[variable]!.generateBytes === null)
      .map((variable) => `muster secret set ${secretName(variable)} --env ENV --app ${name}${orgFlag(org)}`),
    ...(pairs.length === 0 ? [] : [`muster config set ${pairs.join(' ')} --env ENV --app ${name}${orgFlag(org)}`]),
  ];
}

function unclear(file: string, names: readonly string[]): Failure {
  return new Failure({
    code: 'SERVICE_UNCLEAR',
    exit: exitCodes.usage,
    subject: `file ${file}`,
    message:
      names.length === 0
        ? `No service of ${file} can be an app: one has an image, and a port at which it is asked whether it is well.`
        : `${file} has several services that can be an app: ${listWords(names)}.`,
    hint: names.length === 0 ? 'muster topology import -f FILE says what is missing' : `Say which: --service ${names[0]}`,
    details: {file, services: names},
  });
}

function notAnApp(file: string, service: string, kind: string): Failure {
  return new Failure({
    code: 'SERVICE_UNCLEAR',
    exit: exitCodes.usage,
    subject: `service ${service}`,
    message: `Service ${service} of ${file} is a ${kind}, which apps use, and no app.`,
    hint: `muster service add ${service} --env ENV --kind ${kind} --managed --node NODE runs one`,
    details: {file, service, kind},
  });
}
