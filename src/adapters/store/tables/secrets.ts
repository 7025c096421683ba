import type {SecretVersion} from '../../../core/domain/model.js';
import type {SealedSecret} from '../../../core/ports/store.js';
import {mappings} from '../mappings.js';
import {readTable} from './sealed-table.js';
import type {Session} from './session.js';
import {secretName} from './topology.js';

export async function readSealed(
  session: Session,
  filter: {readonly org: string; readonly env?: string} | undefined,
): Promise<readonly SealedSecret[]> {
  const {records} = await readTable(session, mappings.secrets);
  if (!filter) return records;
  return records.filter((secret) => secret.org === filter.org && (filter.env === undefined || secret.env === filter.env));
}

/** What is sealed after a commit: every version of the names that stay, and what is new or, with another key, sealed anew. */
export function sealedAfter(
  before: readonly SealedSecret[],
  sealed: readonly SealedSecret[],
  stay: readonly SecretVersion[] | null,
): readonly SealedSecret[] {
  const anew = new Set(sealed.map(versionName));
  const all = sealed.length === 0 ? before : [...before.filter((secret) => !anew.has(versionName(secret))), ...sealed];
  if (stay === null) return all;
  const names = new Map(stay.map((secret) => [secretName(secret), secret.version]));
  const kept = all.filter((secret) => names.has(secretName(secret)));
  const versions = new Set(kept.map(versionName));
  for (const [name, version] of names) {
    if (!versions.has(`${name}\u0000${version}`)) {
      throw new Error(`A commit lists version ${version} of the secret ${name.replaceAll('\u0000', '/')} but does not seal it.`);
    }
  }
  return kept.length === before.length && sealed.length === 0 ? before : kept;
}

function versionName(secret: SealedSecret): string {
  return `${secretName(secret)}\u0000${secret.version}`;
}
