import type {RecipeSecret, RecipeService, RecipeValue, ServiceFormat} from '../model.js';
import {settingsOf, type Setting} from './app.js';
import {canManage, serviceAt, type BackingService} from './backing.js';
import {namesOf, type ImportedService} from './compose/service.js';
import {formatOf, kindOfScheme, noConnection, parseConnection, type ConnectionParts} from '../connection-string.js';
import {freeName, legalName} from './names.js';
import {isSecretLike} from '../secrets/secret-like.js';

/** What a recipe that is made says of variables; what is the same everywhere and no secret stays config. */
export interface MadeEnvironment {
  readonly env: Readonly<Record<string, RecipeValue>>;
  readonly services: Readonly<Record<string, RecipeService>>;
  readonly secrets: Readonly<Record<string, RecipeSecret>>;
}

export function makeEnvironment(services: readonly ImportedService[], backing: readonly BackingService[]): MadeEnvironment {
  const settings = settingsOf(services).filter(({key}) => isLegalKey(key));
  const slots = new Slots(backing);
  const env = new Map<string, RecipeValue>();
  const add = (value: (setting: Setting) => RecipeValue | null) => {
    for (const setting of settings) {
      const found = env.has(setting.key) ? null : value(setting);
      if (found !== null) env.set(setting.key, found);
    }
  };
  add((setting) => wholeConnection(setting, slots));
  add((setting) => partConnection(setting, settings, slots));
  add(ownOfInstance);
  const secrets = settings.filter(
    ({key, values}) =>
      !env.has(key) && (values.length === 0 ? [null] : values).some((value) => isSecretLike(key, value) || isConnection(value)),
  );
  return {
    env: Object.fromEntries(env),
    services: Object.fromEntries(slots.kinds),
    secrets: Object.fromEntries(secrets.map(({key}) => [key, {generateBytes: null, refuse: [], publicDefaults: []}])),
  };
}

/** The address of a service, which nobody fills in: it may get a password. */
function isConnection(value: string | null): boolean {
  const scheme = parseConnection((value ?? '').trim())?.scheme ?? null;
  const kind = scheme === null ? null : kindOfScheme(scheme);
  return kind !== null && canManage(kind);
}

/** A key that a recipe can have. */
export function isLegalKey(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.]*$/.test(key) && key !== '__proto__';
}

interface Slot {
  readonly name: string;
  readonly kind: string;
  readonly parts: ConnectionParts;
  /** Compose service that it leads to. */
  readonly target: BackingService | null;
}

/** Slots by the connection that they are: another user or database of one server is another connection. */
class Slots {
  readonly #slots: Slot[] = [];
  readonly #backing: readonly BackingService[];

  constructor(backing: readonly BackingService[]) {
    this.#backing = backing;
  }

  /** Kind and need by name of the slot. */
  get kinds(): ReadonlyMap<string, RecipeService> {
    return new Map(this.#slots.map(({name, kind}) => [name, {kind, required: true}]));
  }

  /**
   * A compose service keeps its name, so that what else names it finds it. Null for a second user or database of one that
   * Muster runs: there it has one of each.
   */
  at(parts: ConnectionParts, kind: string, file: string): string | null {
    const target = serviceAt(this.#backing, parts.host, file);
    const near = this.#slots.filter(
      (slot) => slot.kind === kind && (target ? slot.target === target : slot.parts.host === parts.host),
    );
    const same = near.find((slot) => agree(slot.parts, parts, kind));
    if (same) return same.name;
    if (target && near.length > 0) return null;
    const base = legalName(target?.service.name ?? (kind === 'mysql' ? 'database' : 'cache'), kind);
    const reserved = target ? [] : this.#backing.map(({service}) => legalName(service.name ?? '', ''));
    const name = freeName(base, new Set([...this.kinds.keys(), ...reserved]));
    this.#slots.push({name, kind, parts, target});
    return name;
  }

  kindAt(host: string, file: string): string | null {
    const target = serviceAt(this.#backing, host, file);
    return target && canManage(target.kind) ? target.kind : null;
  }
}

/** What one of them does not say, another variable may say. */
function agree(a: ConnectionParts, b: ConnectionParts, kind: string): boolean {
  const same = (one: unknown, other: unknown) => one === null || other === null || one === other;
  const usual = (parts: ConnectionParts) =>
    kind === 'redis' ? {...parts, user: parts.user ?? 'default', database: parts.database ?? '0'} : parts;
  const [one, other] = [usual(a), usual(b)];
  return same(one.user, other.user) && same(one.database, other.database) && same(one.port, other.port);
}

function wholeConnection({uses}: Setting, slots: Slots): RecipeValue | null {
  const first = uses.find(({variable}) => variable.value !== null)?.variable;
  const text = first?.value?.trim() ?? '';
  const format = formatOf(text);
  const parts = format === null ? null : parseConnection(text);
  const kind = parts?.scheme ? kindOfScheme(parts.scheme) : null;
  if (!first || !parts || format === null || kind === null || !canManage(kind)) return null;
  const slot = slots.at(parts, kind, first.place.file);
  return slot === null ? null : {service: slot, format};
}

const suffixes: readonly (readonly [RegExp, ServiceFormat])[] = [
  [/^(?:HOST|HOSTNAME|SERVER)$/i, 'host'],
  [/^PORT$/i, 'port'],
  [/^(?:USER|USERNAME)$/i, 'user'],
  [/^(?:PASS|PASSWORD|PASSWD)$/i, 'password'],
  [/^(?:NAME|DB|DATABASE|DBNAME)$/i, 'database'],
];

/** `DB_HOST` beside `DB_PORT` and `DB_PASSWORD`, or the user and password beside a whole connection. */
function partConnection({key, uses}: Setting, settings: readonly Setting[], slots: Slots): RecipeValue | null {
  const match = /^(.*[_.])(\w+?)$/.exec(key);
  const format = suffixes.find(([suffix]) => suffix.test(match?.[2] ?? ''))?.[1];
  if (!match || format === undefined || uses.every(({variable}) => variable.value === null)) return null;
  const slot = slotOfPrefix(match[1]!, settings, slots);
  return slot === null ? null : {service: slot, format};
}

function slotOfPrefix(prefix: string, settings: readonly Setting[], slots: Slots): string | null {
  for (const {key, uses} of settings) {
    const variable = uses.find((use) => use.variable.value !== null)?.variable;
    if (!variable || !key.startsWith(prefix)) continue;
    const text = variable.value!.trim();
    const rest = key.slice(prefix.length);
    const kind = /^(?:HOST|HOSTNAME|SERVER)$/i.test(rest) ? slots.kindAt(text.toLowerCase(), variable.place.file) : null;
    if (kind !== null) return slots.at({...noConnection, host: text.toLowerCase()}, kind, variable.place.file);
    const parts = /^(?:URL|URI|DSN)$/i.test(rest) ? parseConnection(text) : null;
    const scheme = parts?.scheme ? kindOfScheme(parts.scheme) : null;
    if (parts && scheme !== null && canManage(scheme)) return slots.at(parts, scheme, variable.place.file);
  }
  return null;
}

/** Each service says its own name, or its number. */
function ownOfInstance({uses, values, everywhere}: Setting): RecipeValue | null {
  if (!everywhere || uses.length < 2) return null;
  if (uses.every(({service, variable}) => variable.value !== null && namesOf(service).includes(variable.value.toLowerCase())))
    return {instance: 'name'};
  return uses.every(({variable}, index) => variable.value === String(index + 1)) && values.length === uses.length
    ? {instance: 'ordinal'}
    : null;
}
