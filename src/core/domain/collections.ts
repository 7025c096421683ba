import type {Collection, Topology} from './model.js';

type Row<C extends Collection> = Topology[C][number];
type KeyFields = {readonly [C in Collection]: readonly (keyof Row<C> & string)[]};

/** The identity of a record within its collection. */
const keyFields = {
  clusters: ['id'],
  orgs: ['name'],
  groups: ['org', 'name'],
  workspaces: ['org', 'name'],
  nodes: ['org', 'name'],
  envs: ['org', 'name'],
  memberships: ['org', 'env', 'node'],
  entries: ['org', 'env', 'address', 'path'],
  services: ['org', 'env', 'name'],
  apps: ['org', 'name'],
  deployments: ['org', 'env', 'app'],
  instances: ['org', 'env', 'app', 'role', 'ordinal'],
  configs: ['org', 'env', 'app', 'key'],
  secrets: ['org', 'env', 'app', 'name'],
} as const satisfies KeyFields;

/** The key of a record as one text. */
export function keyFunction<C extends Collection>(collection: C): (row: Row<C>) => string {
  const fields = keyFields[collection] as readonly string[];
  return (row) => {
    let key = '';
    for (const field of fields) key += `${(row as unknown as Record<string, string | number | null>)[field] ?? ''}/`;
    return key;
  };
}

/** The part of a record that is its key. */
export type RecordKey<C extends Collection> = Pick<Row<C>, (typeof keyFields)[C][number] & keyof Row<C>>;

/** So far from its place a row is looked for by itself: within an environment people order things as they like. */
const nearby = 16;

/** Looks rows up by their keys; where they are asked for more or less in the order in which they stand, no key is made. */
export function rowFinder<C extends Collection>(topology: Topology, collection: C): (record: RecordKey<C>) => Row<C> | undefined {
  const rows = rowsOf(topology, collection);
  if (rows.length === 0) return () => undefined;
  const key = keyFunction(collection);
  const fields = keyFields[collection] as readonly string[];
  let next = 0;
  let places: Map<string, number> | null = null;
  return (record) => {
    const reach = places ? 1 : nearby;
    for (let step = 0; step < 2 * reach; step += 1) {
      // Onwards from the last one, then back from it.
      const place = step < reach ? next + step : next - 1 - (step - reach);
      const row = rows[place];
      if (row === undefined || !haveSame(fields, row, record)) continue;
      next = place + 1;
      return row;
    }
    places ??= new Map(rows.map((row, index) => [key(row), index]));
    const place = places.get(key(record as Row<C>));
    if (place === undefined) return undefined;
    next = place + 1;
    return rows[place];
  };
}

function haveSame(fields: readonly string[], a: object, b: object): boolean {
  if (a === b) return true;
  // Backwards: the last field of a key tells most rows apart.
  for (let index = fields.length - 1; index >= 0; index -= 1) {
    const field = fields[index] as string;
    if ((a as Record<string, unknown>)[field] !== (b as Record<string, unknown>)[field]) return false;
  }
  return true;
}

/**
 * The collection with each record in the place of the one with its key, or at the end. What stands already as it is asked for
 * stays the same object, so that what did not change is known without a look at it.
 */
export function withRecords<C extends Collection>(topology: Topology, collection: C, records: readonly Row<C>[]): Topology {
  const find = rowFinder(topology, collection);
  const replaced = new Map<Row<C>, Row<C>>();
  const added: Row<C>[] = [];
  for (const record of records) {
    const standing = find(record as RecordKey<C>);
    if (standing === undefined) added.push(record);
    else if (isSame(standing, record)) replaced.delete(standing);
    else replaced.set(standing, record);
  }
  if (replaced.size === 0 && added.length === 0) return topology;
  const rows = rowsOf(topology, collection);
  const kept = replaced.size === 0 ? rows : rows.map((row) => replaced.get(row) ?? row);
  return {...topology, [collection]: [...kept, ...distinct(added, collection)]};
}

/** Of rows with one key the last, in the place of the first. */
function distinct<C extends Collection>(rows: readonly Row<C>[], collection: C): Iterable<Row<C>> {
  if (areDistinct(rows, collection)) return rows;
  const key = keyFunction(collection);
  return new Map(rows.map((row) => [key(row), row])).values();
}

/**
 * A quick yes: no two rows have one key, as is plain where the rows of an environment stand together, behind those of another, and
 * are few or in order themselves. A no means only that keys have to be made.
 */
export function areDistinct<C extends Collection>(rows: readonly Row<C>[], collection: C): boolean {
  const fields = keyFields[collection] as readonly string[];
  const within = fields.indexOf('env') + 1;
  const [outer, inner] = [fields.slice(0, within), fields.slice(within)];
  for (let first = 0, next = 0; first < rows.length; first = next) {
    const row = rows[first] as object;
    if (first > 0 && !isBehind(outer, row, rows[first - 1] as object)) return false;
    for (next = first + 1; next < rows.length && haveSame(outer, rows[next] as object, row);) next += 1;
    if (!areApart(rows, {first, next, fields: inner})) return false;
  }
  return true;
}

interface Run {
  readonly first: number;
  readonly next: number;
  readonly fields: readonly string[];
}

function areApart(rows: readonly object[], {first, next, fields}: Run): boolean {
  let ordered = first + 1;
  while (ordered < next && isBehind(fields, rows[ordered] as object, rows[ordered - 1] as object)) ordered += 1;
  if (ordered === next) return true;
  if (next - first > nearby) return false;
  for (let index = ordered; index < next; index += 1)
    for (let other = first; other < index; other += 1)
      if (haveSame(fields, rows[index] as object, rows[other] as object)) return false;
  return true;
}

function isBehind(fields: readonly string[], row: object, other: object): boolean {
  for (const field of fields) {
    const [own, its] = [(row as Keys)[field] ?? '', (other as Keys)[field] ?? ''];
    if (own !== its) return own > its;
  }
  return false;
}

type Keys = Readonly<Record<string, string | number | null | undefined>>;

export function withRecord<C extends Collection>(topology: Topology, collection: C, record: Row<C>): Topology {
  return withRecords(topology, collection, [record]);
}

/** The collection without the records that the test accepts. */
export function withoutRecords<C extends Collection>(
  topology: Topology,
  collection: C,
  gone: (row: Row<C>) => boolean,
): Topology {
  const rows = rowsOf(topology, collection);
  const kept = rows.filter((row) => !gone(row));
  return kept.length === rows.length ? topology : {...topology, [collection]: kept};
}

function rowsOf<C extends Collection>(topology: Topology, collection: C): readonly Row<C>[] {
  return topology[collection] as readonly Row<C>[];
}

/** The row with what is said of it; the row itself where that is so already. */
export function withSaid<R extends object>(row: R, said: Partial<R>): R {
  for (const field in said) if (!isSame(row[field], said[field])) return {...row, ...said};
  return row;
}

/** Equality of plain values; the order of keys does not count. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return areSame(a, b);
  let keys = 0;
  for (const key in a) {
    if (!isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
    keys += 1;
  }
  for (const _ in b) keys -= 1;
  return keys === 0;
}

function areSame(a: object, b: object): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
}
