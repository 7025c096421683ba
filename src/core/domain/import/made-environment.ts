import type {RecipeSecret, RecipeService, RecipeValue, ServiceFormat} from '../model.js';
import {settingsOf, type Setting} from './app.js';
import {canManage, serviceAt, type BackingService} from './backing.js';
import {namesOf, type ImportedService} from './compose/service.js';
import {formatOf, kindOfScheme, parseConnection} from './connection-string.js';
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
    ({key, values}) => !env.has(key) && (values.length === 0 ? [null] : values).some((value) => isSecretLike(key, value)),
  );
  return {
    env: Object.fromEntries(env),
    services: Object.fromEntries(slots.kinds),
    secrets: Object.fromEntries(secrets.map(({key}) => [key, {generateBytes: null, refuse: [], publicDefaults: []}])),
  };
}

/** A key that a recipe can have. */
export function isLegalKey(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.]*$/.test(key) && key !== '__proto__';
}

/** Slots by the host that they are at. */
class Slots {
  /** Kind and need by name of the slot. */
  readonly kinds = new Map<string, RecipeService>();
  readonly #byHost = new Map<string, string>();
  readonly #backing: readonly BackingService[];

  constructor(backing: readonly BackingService[]) {
    this.#backing = backing;
  }

  /** A compose service keeps its name, so that what else names it finds it. */
  at(host: string, kind: string, file: string): string {
    const known = this.#byHost.get(`${kind} ${host}`);
    if (known !== undefined) return known;
    const target = serviceAt(this.#backing, host, file);
    const base = legalName(target?.service.name ?? (kind === 'mysql' ? 'database' : 'cache'), kind);
    const reserved = target ? [] : this.#backing.map(({service}) => legalName(service.name ?? '', ''));
    const name = freeName(base, new Set([...this.kinds.keys(), ...reserved]));
    this.kinds.set(name, {kind, required: true});
    this.#byHost.set(`${kind} ${host}`, name);
    return name;
  }

  kindAt(host: string, file: string): string | null {
    const target = serviceAt(this.#backing, host, file);
    return target && canManage(target.kind) ? target.kind : null;
  }
}

function wholeConnection({uses}: Setting, slots: Slots): RecipeValue | null {
  const first = uses.find(({variable}) => variable.value !== null)?.variable;
  const text = first?.value?.trim() ?? '';
  const format = formatOf(text);
  const parts = format === null ? null : parseConnection(text);
  const kind = parts?.scheme ? kindOfScheme(parts.scheme) : null;
  if (!first || !parts || format === null || kind === null || !canManage(kind)) return null;
  return {service: slots.at(parts.host, kind, first.place.file), format};
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
    if (kind !== null) return slots.at(text.toLowerCase(), kind, variable.place.file);
    const parts = /^(?:URL|URI|DSN)$/i.test(rest) ? parseConnection(text) : null;
    const scheme = parts?.scheme ? kindOfScheme(parts.scheme) : null;
    if (parts && scheme !== null && canManage(scheme)) return slots.at(parts.host, scheme, variable.place.file);
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
