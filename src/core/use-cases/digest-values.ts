import type {SecretRef} from '../domain/container.js';
import {valueDigest} from '../domain/digest.js';
import {Failure} from '../domain/errors.js';
import type {Topology} from '../domain/model.js';
import {literalDigest, type DigestValue} from '../domain/planning/made-otherwise.js';
import {joinValue} from '../domain/planning/join-value.js';
import type {Ports} from '../ports/index.js';
import {secretKey} from '../ports/secrets.js';
import {openSecrets} from './open-secrets.js';

/**
 * By what variables of running containers are compared with the desired ones: secrets are opened in memory. Where the key is not
 * at hand or a secret is damaged, what holds secrets is not compared; to look must work without.
 */
export async function digestValues(
  ports: Ports,
  topology: Topology,
  {org, envs}: {readonly org: string; readonly envs: readonly string[]},
): Promise<DigestValue> {
  const wanted = new Set(envs);
  const refs = topology.secrets.filter((secret) => secret.org === org && wanted.has(secret.env));
  if (refs.length === 0) return literalDigest;
  const opened = await openSecrets(ports, refs).catch((error: unknown) => {
    if (error instanceof Failure) return null;
    throw error;
  });
  if (opened === null) return literalDigest;
  const valueOf = (ref: SecretRef) => opened.values.get(secretKey(ref)) ?? null;
  return (value) => {
    const joined = joinValue(value, valueOf);
    return joined === null ? null : valueDigest(joined);
  };
}
