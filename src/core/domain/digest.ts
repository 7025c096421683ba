import {createHash} from 'node:crypto';

/** JSON text in which the order of keys does not depend on how the value was built. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** How a secret value is shown: enough to compare, too little to guess from. */
export function fingerprint(value: string): string {
  return `sha256:${createHash('sha256').update(value).digest('hex').slice(0, 8)}`;
}

/** SHA-256 of the canonical JSON, as hex digits. */
export function digestOf(value: unknown, digits = 64): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, digits);
}

/** By what two values of a variable are compared where neither may be seen. */
export function valueDigest(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 32);
}
