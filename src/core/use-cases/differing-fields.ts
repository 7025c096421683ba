import {canonicalJson} from '../domain/digest.js';

/** Names of the fields that are said and that stand otherwise. */
export function differingFields<T extends object>(standing: T, said: Partial<T>): readonly string[] {
  return Object.entries(said)
    .filter(([field, value]) => value !== undefined && canonicalJson(value) !== canonicalJson(standing[field as keyof T]))
    .map(([field]) => field);
}
