import {orgFlag} from '../../core/domain/indexes.js';
import {createCipheriv, createDecipheriv, createHash, randomBytes} from 'node:crypto';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {SecretRef} from '../../core/domain/container.js';
import {type Secrets, secretKey} from '../../core/ports/secrets.js';
import type {SealedSecret} from '../../core/ports/store.js';
import {keyFailure, type KeyPlace, readKey} from './key-file.js';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Seals with AES-256-GCM. The secret's whole name is authenticated, so that one cannot be put in another's place. */
export class SealedSecrets implements Secrets {
  readonly #place: KeyPlace;
  #key: Buffer | undefined;

  constructor(place: KeyPlace) {
    this.#place = place;
  }

  async keyId(): Promise<string> {
    return keyIdOf(this.#readKey());
  }

  async seal(ref: SecretRef, value: string): Promise<Omit<SealedSecret, 'createdAt'>> {
    const key = this.#readKey();
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, key, nonce, {authTagLength: tagBytes}).setAAD(boundTo(ref));
    const sealed = Buffer.concat([sealing.update(value, 'utf8'), sealing.final()]);
    const ciphertext = Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64');
    const {org, env, app, name, version} = ref;
    return {org, env, app, name, version, keyId: keyIdOf(key), ciphertext};
  }

  async open(sealed: SealedSecret): Promise<string> {
    const key = this.#readKey();
    if (sealed.keyId !== keyIdOf(key)) throw this.#wrongKey(sealed, keyIdOf(key));
    const bytes = Buffer.from(sealed.ciphertext, 'base64');
    try {
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), {authTagLength: tagBytes});
      opening.setAAD(boundTo(sealed)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString('utf8');
    } catch (error) {
      throw brokenSecret(sealed, error);
    }
  }

  generate(bytes: number): string {
    return randomBytes(bytes).toString('base64url');
  }

  #readKey(): Buffer {
    return (this.#key ??= readKey(this.#place));
  }

  #wrongKey(sealed: SealedSecret, given: string): Failure {
    return keyFailure(
      {
        code: 'KEY_WRONG',
        message: `The secret ${secretKey(sealed)} was sealed with the key ${sealed.keyId}; the key given is ${given}.`,
        hint: `Bring the key ${sealed.keyId} as ${this.#place.keyPath} or in MUSTER_KEY.`,
        details: {secret: secretKey(sealed), sealedWith: sealed.keyId, given},
      },
      this.#place.keyPath,
    );
  }
}

function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

function boundTo(ref: SecretRef): Buffer {
  return Buffer.from(JSON.stringify(['muster secret', ref.org, ref.env, ref.app, ref.name, ref.version]), 'utf8');
}

function brokenSecret(sealed: SealedSecret, cause: unknown): Failure {
  const secret = secretKey(sealed);
  return new Failure({
    code: 'SECRET_BROKEN',
    exit: exitCodes.outside,
    subject: `secret ${secret}`,
    message: `The secret ${secret} was altered since it was sealed.`,
    hint: `Set it again: muster secret set ${sealed.name} --env ${sealed.env}${sealed.app === null ? '' : ` --app ${sealed.app}`}${orgFlag(sealed.org)}.`,
    details: {secret},
    cause,
  });
}
