import type {SecretRef} from '../domain/container.js';
import type {SealedSecret} from './store.js';

/** Sealing of secrets. Failures: `KEY_MISSING`, `KEY_WRONG`, `KEY_EXPOSED` (mode of the key file), `SECRET_BROKEN` (exit 7). */
export interface Secrets {
  /** First 8 hex digits of SHA-256 of the key. */
  keyId(): Promise<string>;
  seal(ref: SecretRef, value: string): Promise<Omit<SealedSecret, 'createdAt'>>;
  open(sealed: SealedSecret): Promise<string>;
  /** A new random value of that many bytes, as base64url text. */
  generate(bytes: number): string;
}

/** Key of a secret in maps: `org/env/app/name@version`, `*` for no app. */
export function secretKey(ref: SecretRef): string {
  return `${ref.org}/${ref.env}/${ref.app ?? '*'}/${ref.name}@${ref.version}`;
}
