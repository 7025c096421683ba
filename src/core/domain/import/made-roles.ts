import type {RecipeRole} from '../model.js';
import {settingsOf, type Setting} from './app.js';
import {isServiceAddress} from './service-address.js';
import type {ImportedService} from './compose/service.js';
import {legalName} from './names.js';

/** Roles by what differs between services of one image: those that say the same are one role. */
export function makeRoles(
  services: readonly ImportedService[],
  plain: ReadonlySet<string>,
): Readonly<Record<string, RecipeRole>> {
  const differing = differingSettings(services, plain);
  const groups = new Map<string, ImportedService[]>();
  for (const service of services) {
    const signature = JSON.stringify(differing.map(({key}) => valueIn(service, key) ?? null));
    groups.set(signature, [...(groups.get(signature) ?? []), service]);
  }
  const names = roleNames([...groups.values()]);
  return Object.fromEntries(
    [...groups.values()].map((group, index) => {
      const env = differing.flatMap(({key}) => {
        const value = valueIn(group[0]!, key);
        return value === undefined || value === null ? [] : [[key, value] as const];
      });
      return [names[index]!, {count: names[index] === 'master' ? 1 : null, weight: 1, env: Object.fromEntries(env)}];
    }),
  );
}

/** What tells services of one image apart: not where they find what they should share. */
export function differingSettings(services: readonly ImportedService[], plain: ReadonlySet<string>): readonly Setting[] {
  return settingsOf(services).filter(
    (setting) => plain.has(setting.key) && differs(setting) && !(setting.everywhere && isServiceAddress(setting)),
  );
}

function differs({values, everywhere}: Setting): boolean {
  return values.length > 1 || !everywhere;
}

function valueIn({environment}: ImportedService, key: string): string | null | undefined {
  return environment.find((variable) => variable.key === key)?.value;
}

/** One group is of peers; of two the one with a single instance is the master. */
function roleNames(groups: readonly (readonly ImportedService[])[]): readonly string[] {
  if (groups.length === 1) return ['peer'];
  const single = groups.findIndex((group) => group.reduce((sum, {replicas}) => sum + (replicas?.value ?? 1), 0) === 1);
  if (groups.length === 2 && single >= 0) return groups.map((_, index) => (index === single ? 'master' : 'slave'));
  const names = groups.map((group) => legalName(group[0]!.name ?? '', 'peer'));
  return names.map((name, index) => (names.indexOf(name) === index ? name : `${name}-${index + 1}`));
}
