import {nearestName} from '../nearest.js';
import type {Recipe} from '../model.js';
import type {Member, RoleSaying} from './app.js';
import type {ImportedService, Variable} from './compose/service.js';

/** Literals by which a recipe tells roles apart: role, key and value. */
interface Mark {
  readonly role: string;
  readonly key: string;
  readonly value: string;
}

export function roleMarks({roles}: Recipe): readonly Mark[] {
  return Object.entries(roles).flatMap(([role, {env}]) =>
    Object.entries(env).flatMap(([key, value]) => (typeof value === 'string' ? [{role, key, value}] : [])),
  );
}

/** Which service is which role. What only one instance can be goes to the first that claims it; the others become the rest. */
export function assignRoles(recipe: Recipe, services: readonly ImportedService[]): readonly Member[] {
  const names = Object.keys(recipe.roles);
  const single = names.find((role) => recipe.roles[role]!.count === 1);
  const many = names.find((role) => recipe.roles[role]!.count === null);
  const otherwise = single ?? many ?? names[0] ?? 'peer';
  const sayings = services.map((service) => ({service, ...sayingOf(recipe, service)}));
  const taken = sayings.find(({role}) => role === single) ?? sayings.find(({role}) => role === null);
  return sayings.flatMap(({service, role, saying}): Member[] => {
    const count = service.replicas?.value ?? 1;
    const claimed = role ?? otherwise;
    const member = {service, saying, claimed};
    if (count === 0 || claimed !== single) return [{...member, role: claimed, count}];
    const first = service === taken?.service;
    const rest = {...member, role: many ?? claimed, count: count - (first ? 1 : 0)};
    return [...(first ? [{...member, role: claimed, count: 1}] : []), ...(rest.count > 0 ? [rest] : [])];
  });
}

function sayingOf(recipe: Recipe, service: ImportedService): {readonly role: string | null; readonly saying: RoleSaying} {
  const marks = roleMarks(recipe);
  for (const role of Object.keys(recipe.roles)) {
    const own = marks.filter((mark) => mark.role === role);
    const found = own.map((mark) => service.environment.find(({key, value}) => key === mark.key && value === mark.value));
    if (own.length > 0 && found.every((variable) => variable !== undefined))
      return {role, saying: {how: 'said', variable: found[0] ?? null}};
  }
  const variable = service.environment.find(({key}) => marks.some((mark) => spelled(mark.key) === spelled(key)));
  if (variable === undefined || variable.value === null) return {role: null, saying: {how: 'unsaid', variable: variable ?? null}};
  return {role: meantRole(marks, variable), saying: {how: 'misspelled', variable}};
}

function meantRole(marks: readonly Mark[], {key, value}: Variable): string | null {
  const own = marks.filter((mark) => spelled(mark.key) === spelled(key));
  const wanted = spelled(value ?? '');
  const same = own.find((mark) => spelled(mark.value) === wanted);
  const near = nearestName(
    wanted,
    own.map((mark) => spelled(mark.value)),
  );
  return (same ?? own.find((mark) => spelled(mark.value) === near))?.role ?? null;
}

/** Without case, spaces, dashes and quotes. */
export function spelled(text: string): string {
  return text.replaceAll(/[\s"'_-]+/g, '').toLowerCase();
}
