import type {EnvValue, SecretRef} from '../container.js';

/** The text of a value whose secrets are known; null where one is not. */
export function joinValue(value: EnvValue, secretOf: (ref: SecretRef) => string | null): string | null {
  if (typeof value === 'string') return value;
  let text = '';
  for (const part of value) {
    const secret = typeof part === 'string' ? part : secretOf(part.secret);
    if (secret === null) return null;
    text += typeof part !== 'string' && part.encode === 'uri' ? encodeURIComponent(secret) : secret;
  }
  return text;
}
