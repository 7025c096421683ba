import {Failure} from '../domain/errors.js';
import {listWords} from '../domain/indexes.js';
import type {Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {secretKey} from '../ports/secrets.js';
import {pass, problem, type Check} from './check.js';

/** Named in a message; of more the number says enough. */
const mostNamed = 3;

/** What was sealed with another key cannot be opened here, as where two installations share a store and not the key. */
export async function checkSealing(ports: Ports, {secrets}: Topology): Promise<readonly Check[]> {
  const own = await ownKey(ports);
  if (secrets.length === 0 || own === null) return [];
  const latest = new Set(secrets.map(secretKey));
  const sealed = await (await ports.store()).readSealed();
  const strange = sealed.filter((secret) => latest.has(secretKey(secret)) && secret.keyId !== own);
  if (strange.length === 0) return [pass('secrets', `${secrets.length}, all sealed with the key that is here`)];
  const keys = [...new Set(strange.map(({keyId}) => keyId))];
  const named = strange.slice(0, mostNamed).map(secretKey);
  const more = strange.length > named.length ? [`${strange.length - named.length} more`] : [];
  return [
    problem('secrets', {
      code: 'KEY_WRONG',
      message: `The key here is ${own}, and ${listWords([...named, ...more])} ${strange.length === 1 ? 'was' : 'were'} sealed with ${listWords(keys)}.`,
      hint: `Bring the key ${keys[0]}, as a file or in MUSTER_KEY: installations that share a store share the key`,
    }),
  ];
}

/** Null where there is none that can be used, which a check of its own tells. */
async function ownKey(ports: Ports): Promise<string | null> {
  try {
    return await (await ports.secrets()).keyId();
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
