import type {SecretRef} from '../domain/container.js';
import type {Ports} from '../ports/index.js';
import {secretKey} from '../ports/secrets.js';

export interface OpenedSecrets {
  find(ref: SecretRef): string | null;
  /** By `secretKey`. */
  readonly values: ReadonlyMap<string, string>;
}

/** The values of the given secrets, in memory only. */
export async function openSecrets(ports: Ports, refs: readonly SecretRef[]): Promise<OpenedSecrets> {
  const values = new Map<string, string>();
  if (refs.length > 0) {
    const [store, secrets] = await Promise.all([ports.store(), ports.secrets()]);
    const wanted = new Set(refs.map(secretKey));
    const org = refs[0]?.org ?? '';
    for (const sealed of await store.readSealed({org})) {
      if (wanted.has(secretKey(sealed))) values.set(secretKey(sealed), await secrets.open(sealed));
    }
  }
  return {values, find: (ref) => values.get(secretKey(ref)) ?? null};
}
