import {sha1} from '@noble/hashes/legacy.js';

/** Of `node:crypto` what the password of a server needs. */
export function createHash() {
  const hash = sha1.create();
  return {
    update: (given) => void hash.update(typeof given === 'string' ? Buffer.from(given) : given),
    digest: () => Buffer.from(hash.digest()),
  };
}
