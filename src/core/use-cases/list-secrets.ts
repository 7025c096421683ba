import {expectEnv, expectOrg} from '../domain/expect.js';
import {compareText} from '../domain/names.js';
import type {Ports} from '../ports/index.js';
import {secretKey} from '../ports/secrets.js';
import type {SealedSecret} from '../ports/store.js';

/** A secret as it may be shown: everything but the value. */
export type SecretSummary = Omit<SealedSecret, 'ciphertext'>;

export async function listSecrets(
  ports: Ports,
  {org, env, app}: {readonly org: string; readonly env: string | null; readonly app: string | null},
): Promise<readonly SecretSummary[]> {
  const store = await ports.store();
  const topology = await store.readTopology(['orgs', 'envs', 'secrets']);
  if (env === null) expectOrg(topology, org);
  else expectEnv(topology, org, env);
  const current = new Set(topology.secrets.map(secretKey));
  const sealed = await store.readSealed({org, ...(env === null ? {} : {env})});
  return sealed
    .filter((secret) => current.has(secretKey(secret)) && (app === null || secret.app === app))
    .map(({ciphertext: _, ...summary}) => summary)
    .sort((a, b) => compareText(a.env, b.env) || compareText(a.app ?? '', b.app ?? '') || compareText(a.name, b.name));
}
