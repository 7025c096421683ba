import type {Style} from './style.js';

/** One object as aligned `key  value` lines; several values of a key stand below each other. */
export function factLines(facts: readonly (readonly [string, string | readonly string[]])[], style: Style): string {
  const width = Math.max(...facts.map(([key]) => key.length));
  return facts
    .flatMap(([key, value]) => {
      const values = typeof value === 'string' ? [value] : value.length === 0 ? ['none'] : value;
      return values.map((text, index) => `${style.paint('strong', (index === 0 ? key : '').padEnd(width))}  ${text}`.trimEnd());
    })
    .join('\n');
}

export function orDash(value: string | number | null): string {
  return value === null || value === '' ? '-' : String(value);
}

export function pairs(record: Readonly<Record<string, string | number>>): string {
  return Object.entries(record)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
