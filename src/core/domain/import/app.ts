import type {Recipe, RecipeValue} from '../model.js';
import type {BackingService} from './backing.js';
import type {ImportedService, Variable} from './compose/service.js';
import type {ConnectionParts} from '../connection-string.js';
import type {Upstream} from './nginx/balancer.js';
import type {Place} from './source.js';

/** A variable of an app over all services that are instances of it. */
export interface Setting {
  readonly key: string;
  readonly uses: readonly {readonly service: ImportedService; readonly variable: Variable}[];
  /** Different values, those of the shell left out. */
  readonly values: readonly string[];
  /** Every service has it. */
  readonly everywhere: boolean;
}

export type SettingUse = 'role' | 'service' | 'secret' | 'instance' | 'config';

/** How a service came to its role: by what it says, by what it means, or because nothing else was left. */
export interface RoleSaying {
  readonly how: 'said' | 'misspelled' | 'unsaid';
  readonly variable: Variable | null;
}

export interface Member {
  readonly service: ImportedService;
  readonly role: string;
  readonly count: number;
  readonly saying: RoleSaying;
  /** Role that it claims itself, which only one instance can have. */
  readonly claimed: string;
}

/** A service slot of the recipe, and what the files put into it. */
export interface Connection {
  /** Name of the service in the environment. */
  readonly slot: string;
  readonly kind: string;
  readonly keys: readonly string[];
  /** What each service says of it. */
  readonly said: readonly {readonly parts: ConnectionParts; readonly variable: Variable}[];
  /** Variables that say something which is no connection of this kind. */
  readonly unread: readonly Variable[];
  /** The one that is taken over; null when no service says anything that can be read. */
  readonly parts: ConnectionParts | null;
  readonly place: Place | null;
  /** The compose service that it leads to, when Muster can run one of its kind. */
  readonly managed: BackingService | null;
  /** Compose service that it leads to, and Muster cannot run. */
  readonly foreign: BackingService | null;
  readonly passwords: readonly Place[];
}

export interface ImportedApp {
  readonly name: string;
  /** Null where only a part of a service is there. */
  readonly repository: string | null;
  readonly version: string | null;
  readonly recipe: Recipe;
  /** The recipe is made of the files alone. */
  readonly made: boolean;
  /** The recipe stands beside the topology: it was made, or one of Muster's was fitted to the files. */
  readonly written: boolean;
  readonly services: readonly ImportedService[];
  readonly members: readonly Member[];
  readonly settings: readonly Setting[];
  readonly connections: readonly Connection[];
  /** Upstreams that lead to it, the one of its first route first. */
  readonly upstreams: readonly Upstream[];
}

export function settingsOf(services: readonly ImportedService[]): readonly Setting[] {
  const uses = services.flatMap((service) => service.environment.map((variable) => ({service, variable})));
  const keys = [...new Set(uses.map(({variable}) => variable.key))];
  return keys.map((key) => {
    const own = uses.filter(({variable}) => variable.key === key);
    return {
      key,
      uses: own,
      values: [...new Set(own.flatMap(({variable}) => variable.value ?? []))],
      everywhere: own.length === services.length,
    };
  });
}

/** What a recipe makes of a variable. */
export function useOf(recipe: Recipe, key: string): SettingUse {
  const values = [...Object.values(recipe.roles).map((role) => role.env), recipe.env].flatMap((env): RecipeValue[] =>
    Object.hasOwn(env, key) ? [env[key] as RecipeValue] : [],
  );
  if (Object.hasOwn(recipe.secrets, key) || values.some((value) => typeof value === 'object' && 'secret' in value))
    return 'secret';
  if (values.some((value) => typeof value === 'object' && 'service' in value)) return 'service';
  if (values.some((value) => typeof value === 'object' && 'instance' in value)) return 'instance';
  return Object.values(recipe.roles).some((role) => Object.hasOwn(role.env, key)) ? 'role' : 'config';
}

/** Instances that Muster will run: what the files have, and each role of exactly one that they leave out. */
export function instancesOf(app: Pick<ImportedApp, 'members' | 'recipe'>): number {
  return app.members.reduce((sum, member) => sum + member.count, missingRoles(app).length);
}

/** Roles of exactly one instance that no file has. */
export function missingRoles({members, recipe}: Pick<ImportedApp, 'members' | 'recipe'>): readonly string[] {
  return Object.keys(recipe.roles).filter(
    (role) => recipe.roles[role]!.count === 1 && members.every((member) => member.role !== role || member.count === 0),
  );
}

export function rolesOf({members}: Pick<ImportedApp, 'members'>): Readonly<Record<string, number>> {
  const roles = new Map<string, number>();
  for (const {role, count} of members) roles.set(role, (roles.get(role) ?? 0) + count);
  return Object.fromEntries(roles);
}
