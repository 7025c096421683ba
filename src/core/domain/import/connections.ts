import type {Recipe, ServiceFormat} from '../model.js';
import {serviceVariables, type ServiceVariable} from '../service-variables.js';
import type {Connection} from './app.js';
import {canManage, serviceAt, type BackingService} from './backing.js';
import type {ImportedService, Variable} from './compose/service.js';
import {kindOfScheme, noConnection, parseConnection, type ConnectionParts} from '../connection-string.js';
import {readsLikeSample} from '../secrets/secret-weakness.js';

/** What the files put into each service slot of the recipe. */
export function connectionsOf(
  recipe: Recipe,
  services: readonly ImportedService[],
  backing: readonly BackingService[],
): readonly Connection[] {
  const variables = serviceVariables(recipe);
  return Object.entries(recipe.services).map(([slot, {kind}]) => {
    const own = variables.filter((variable) => variable.service === slot);
    const ofKind = backing.filter((it) => it.kind === kind);
    const found = services.flatMap((service) => connectionOf(service, own, kind) ?? []);
    const said = found.flatMap(({variable, parts}) => (parts === null ? [] : [{variable, parts}]));
    const reached = said.map((it) => ({...it, backing: serviceAt(ofKind, it.parts.host, it.variable.place.file)}));
    // An address that other hosts can use, too, goes before the name that only one network knows.
    const best = reached.find((it) => it.backing === null) ?? reached[0];
    const target = best?.backing ?? null;
    return {
      slot,
      kind,
      keys: own.map(({key}) => key),
      said,
      parts: best?.parts ?? null,
      place: best?.variable.place ?? null,
      managed: target && canManage(target.kind) ? target : null,
      foreign: target && !canManage(target.kind) ? target : null,
      unread: found.filter(({parts}) => parts === null).map(({variable}) => variable),
      passwords: services.flatMap((service) => passwordPlaces(service, own)),
    };
  });
}

interface Found {
  readonly variable: Variable;
  /** Null when the variable says something that is no connection of this kind. */
  readonly parts: ConnectionParts | null;
}

function connectionOf(service: ImportedService, variables: readonly ServiceVariable[], kind: string): Found | null {
  const valueOf = (...formats: readonly ServiceFormat[]): Variable | null =>
    variables
      .filter(({format}) => formats.includes(format))
      .flatMap(({key}) => service.environment.find((it) => it.key === key && it.value) ?? [])[0] ?? null;
  const text = (format: ServiceFormat) => valueOf(format)?.value ?? null;
  const whole = valueOf('go-dsn', 'url', 'jdbc-url');
  const host = valueOf('host');
  const parsed = whole ? parseConnection(whole.value!.trim()) : null;
  const variable = whole ?? host;
  if (variable === null) return null;
  if (whole !== null && (parsed === null || !fits(parsed, kind))) return {variable, parts: null};
  const base: ConnectionParts = parsed ?? {...noConnection, host: host?.value?.trim().toLowerCase() ?? ''};
  const port = Number(text('port'));
  const password = text('password');
  return {
    variable,
    parts: {
      ...base,
      user: base.user ?? text('user'),
      hasPassword: base.hasPassword || password !== null,
      weakPassword: base.weakPassword || (password !== null && readsLikeSample(password)),
      port: base.port ?? (Number.isInteger(port) && port > 0 && port < 65_536 ? port : null),
      database: base.database ?? text('database'),
    },
  };
}

/** A scheme of another kind of service is something that the recipe does not know. */
function fits({scheme}: ConnectionParts, kind: string): boolean {
  const other = scheme === null ? null : kindOfScheme(scheme);
  return other === null || other === kind;
}

function passwordPlaces({environment}: ImportedService, variables: readonly ServiceVariable[]) {
  return environment
    .filter(({key, value}) => {
      const format = variables.find((variable) => variable.key === key)?.format;
      if (format === undefined || !value) return false;
      return format === 'password' || parseConnection(value.trim())?.hasPassword === true;
    })
    .map(({place}) => place);
}

/** Whether they lead to the same place as the same user; passwords aside. */
export function sameConnection(a: ConnectionParts, b: ConnectionParts | null): boolean {
  const form = (parts: ConnectionParts | null) => JSON.stringify(parts && {...parts, hasPassword: null, weakPassword: null});
  return form(a) === form(b);
}
