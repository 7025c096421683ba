/** Where two plain values differ, as `path: a → b`; parts of lists are called by their names where they have some. */
export function valueDifferences(before: unknown, after: unknown, path: readonly string[] = []): readonly string[] {
  if (isList(before) && isList(after)) return partDifferences(partsOf(before), partsOf(after), path);
  if (isRecord(before) && isRecord(after)) return partDifferences(before, after, path);
  return shown(before) === shown(after) ? [] : [`${path.join(' ')}: ${shown(before)} → ${shown(after)}`];
}

type Parts = Readonly<Record<string, unknown>>;

function partDifferences(before: Parts, after: Parts, path: readonly string[]): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => valueDifferences(before[name], after[name], [...path, name]));
}

function partsOf(list: readonly unknown[]): Parts {
  return Object.fromEntries(list.map((part, index) => [nameOf(part) ?? String(index + 1), part]));
}

function nameOf(part: unknown): string | null {
  return isRecord(part) && typeof part['name'] === 'string' ? part['name'] : null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Parts {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
