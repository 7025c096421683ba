import {foldName} from '../names.js';

/** The nearest legal name: `New_API` is `new-api`. */
export function legalName(text: string, otherwise: string): string {
  const name = foldName(text)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 63)
    .replace(/-$/, '');
  return name === '' ? otherwise : name;
}

/** The name, or the name with the first number that makes it different from those that are taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name.slice(0, 60)}-${number}`;
  return free;
}
