import {missingRoles, type ImportedApp} from './app.js';
import {listWords} from '../indexes.js';
import {differingSettings} from './made-roles.js';
import {namesOf, type HttpProbe, type ImportedService, type Probe} from './compose/service.js';
import {remark, type Remark} from './findings.js';
import {carriesSecret} from '../secrets/secret-like.js';
import type {Gathered} from './gather.js';
import {leftNames, unreachableNames} from './left-names.js';

/** What the services of an app say and its recipe does otherwise; variables and published ports are told elsewhere. */
export function leftOfApp(app: ImportedApp, gathered: Gathered): readonly Remark[] {
  const {backing} = gathered;
  const strangers = unreachableNames(gathered);
  const backers = new Set(backing.flatMap(({service}) => namesOf(service)));
  return app.services.flatMap((service) => [
    ...service.overridden.map(({place, key}) => remark(place, `${fileOf(service, key)} says it again`)),
    ...leftMounts(service, app),
    ...leftNames(service, app, strangers),
    ...leftProbe(service, app),
    ...leftCommand(service, app),
    ...service.needs
      .filter(({value}) => !backers.has(value.toLowerCase()))
      .map(({place}) => remark(place, 'Muster starts services first, then the apps: the master, then the others')),
    ...leftImage(service, app),
    ...leftOfKnown(service, app),
  ]);
}

function fileOf({environment}: ImportedService, key: string): string {
  return environment.find((variable) => variable.key === key)?.place.file ?? 'a later file';
}

function leftMounts({mounts}: ImportedService, {recipe}: ImportedApp): Remark[] {
  const targets = new Set(Object.values(recipe.volumes));
  return mounts.map(({target, source, isFile, place}) =>
    remark(
      place,
      targets.has(target)
        ? `recipe ${recipe.name} keeps ${target} in a volume of each instance, and what is in ${source ?? 'the volume'} is not copied`
        : `recipe ${recipe.name} has no volume at ${target}, and ${isFile ? `${source} is a file of this machine, which Muster does not mount` : 'no file of a machine is mounted'}`,
    ),
  );
}

function leftProbe({probe}: ImportedService, {recipe, made}: ImportedApp): Remark[] {
  if (!probe) return [];
  if (!made) return [remark(probe.place, `recipe ${recipe.name} has a health check of its own`)];
  const {asked} = probe;
  if (asked) return [...otherProbe(asked, recipe).map((reason) => remark(probe.place, reason)), ...otherTimes(probe, recipe)];
  if (probe.test === null)
    return [
      remark(probe.place, `it says nothing but times, and the probe of the image is not run: the recipe asks ${askedBy(recipe)}`),
      ...otherTimes(probe, recipe),
    ];
  if (probe.test[0] === 'NONE') return [remark(probe.place, `Muster asks every instance: the recipe asks ${askedBy(recipe)}`)];
  return [
    remark(probe.place, `the probe runs a command in the container: the recipe asks ${askedBy(recipe)}`),
    ...otherTimes(probe, recipe),
  ];
}

function askedBy({health, ports}: ImportedApp['recipe']): string {
  return `GET ${health.path} on port ${ports[health.port]}`;
}

function otherProbe(asked: HttpProbe, recipe: ImportedApp['recipe']): readonly string[] {
  const {health, ports} = recipe;
  const port = asked.port ?? (asked.scheme === 'https' ? 443 : 80);
  const other = [
    ...(['scheme', 'host', 'path', 'status'] as const).filter((key) => asked[key] !== health[key]),
    ...(asked.contains === health.contains ? [] : ['text']),
    ...(port === ports[health.port] ? [] : ['port']),
  ];
  return [
    ...(other.length === 0 ? [] : [`the recipe asks ${askedBy(recipe)}, and the probe has another ${listWords(other)}`]),
    ...asked.more.map((more) => `the probe ${more}, which a recipe does not`),
  ];
}

/** Of several services the first says when it is asked. */
function otherTimes(probe: Probe, {health, name}: ImportedApp['recipe']): Remark[] {
  const times = [
    ['interval', probe.intervalMs, health.intervalMs],
    ['timeout', probe.timeoutMs, health.timeoutMs],
    ['retries', probe.retries, health.retries],
    ['start_period', probe.startPeriodMs, health.startPeriodMs],
  ] as const;
  return times
    .filter(([, said, own]) => said !== null && said !== 0 && said !== own)
    .map(([key]) => remark(probe.place, `recipe ${name} has another ${key}`));
}

function leftCommand({command}: ImportedService, {recipe, made}: ImportedApp): Remark[] {
  if (command === null || JSON.stringify(command.value) === JSON.stringify(recipe.command)) return [];
  if (command.value.length === 0 && recipe.command === null)
    return [remark(command.place, 'it takes away the command of the image, which a recipe without one runs')];
  return [
    remark(
      command.place,
      made && carriesSecret(command.value.join(' '))
        ? 'it holds something that looks like a password, and a recipe is no place for one'
        : `recipe ${recipe.name} starts the app in its own way`,
    ),
  ];
}

function leftImage({image}: ImportedService, {repository, version}: ImportedApp): Remark[] {
  if (!image) return [];
  return [
    ...(image.repository === repository ? [] : [remark(image.place, `the app has one image, which is ${repository}`)]),
    ...((image.tag ?? 'latest') === version ? [] : [remark(image.place, `the app has one version, which is ${version}`)]),
  ];
}

function leftOfKnown({reserve, stopGraceMs, exposed, place}: ImportedService, {recipe}: ImportedApp): Remark[] {
  const ports = new Set(Object.values(recipe.ports));
  const strange = exposed.filter((port) => !ports.has(port));
  return [
    ...(reserve && JSON.stringify(reserve.value) !== JSON.stringify(recipe.reserve)
      ? [remark(reserve.place, `recipe ${recipe.name} says what an instance reserves`)]
      : []),
    ...(stopGraceMs && stopGraceMs.value !== recipe.stopGraceMs
      ? [remark(stopGraceMs.place, `recipe ${recipe.name} says how long an instance may take to stop`)]
      : []),
    ...strange.map((port) => remark({...place, key: `${place.key}.expose`}, `recipe ${recipe.name} has no port ${port}`)),
  ];
}

/** Everything a recipe is made of that no file says. */
export function assumedOfMade({made, recipe, services, name}: ImportedApp): readonly Remark[] {
  const [first] = services;
  if (!made || !first) return [];
  const roles = Object.keys(recipe.roles);
  const differing = differingSettings(services, new Set(Object.values(recipe.roles).flatMap(({env}) => Object.keys(env))));
  const asked = services.some(({probe}) => probe !== null && probe.asked !== null);
  return [
    remark(first.place, `no recipe knows app ${name}: one is made of what the files say`),
    ...(roles.length < 2
      ? []
      : [
          remark(
            first.place,
            `its services differ in ${listWords(differing.map(({key}) => key))}, so app ${name} has roles ${listWords(roles)}`,
          ),
        ]),
    ...(asked
      ? []
      : [
          remark(
            first.place,
            `nothing says how app ${name} is asked whether it is well: its recipe asks GET ${recipe.health.path} on port ${recipe.ports[recipe.health.port]}`,
          ),
        ]),
  ];
}

/** Roles that no file says and the recipe always has. */
export function assumedRoles(app: ImportedApp): readonly Remark[] {
  const [first] = app.services;
  return first && app.version !== null
    ? missingRoles(app).map((role) =>
        remark(first.place, `no file runs the ${role} of app ${app.name}: Muster does, as its recipe says`),
      )
    : [];
}
