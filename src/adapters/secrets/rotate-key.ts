import {closeSync, copyFileSync, existsSync, fsyncSync, openSync, readdirSync, renameSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {KeyRotation} from '../../core/ports/key-rotation.js';
import type {Secrets} from '../../core/ports/secrets.js';
import type {SealedSecret} from '../../core/ports/store.js';
import {ensureKeyFile, type KeyPlace} from './key-file.js';
import {SealedSecrets} from './sealed-secrets.js';

/** Keys as files side by side: `key`, `key.next` while a rotation is under way, and `key.<id>.old`. */
export class KeyFileRotation implements KeyRotation {
  readonly #path: string;

  constructor({keyPath, env}: KeyPlace) {
    if (env['MUSTER_KEY']) throw keyElsewhere();
    this.#path = keyPath;
  }

  async begin(): Promise<Secrets> {
    ensureKeyFile(this.#nextPath);
    return secretsOf(this.#nextPath);
  }

  async open(sealed: SealedSecret): Promise<string> {
    for (const path of this.#keyPaths()) {
      const secrets = secretsOf(path);
      if ((await secrets.keyId()) === sealed.keyId) return secrets.open(sealed);
    }
    return secretsOf(this.#path).open(sealed);
  }

  currentKeyId(): Promise<string> {
    return secretsOf(this.#path).keyId();
  }

  /** The copy first: at every moment each key that has sealed a row is on the disk under some name. */
  async finish(): Promise<string> {
    const kept = `${this.#path}.${await this.currentKeyId()}.old`;
    if (!existsSync(kept)) copyFileSync(this.#path, kept);
    syncFile(kept);
    renameSync(this.#nextPath, this.#path);
    syncFile(dirname(this.#path));
    return kept;
  }

  get #nextPath(): string {
    return `${this.#path}.next`;
  }

  #keyPaths(): readonly string[] {
    const folder = dirname(this.#path);
    const old = readdirSync(folder).filter((name) => name.startsWith(`${basename(this.#path)}.`) && name.endsWith('.old'));
    return [this.#path, this.#nextPath, ...old.sort().map((name) => join(folder, name))].filter((path) => existsSync(path));
  }
}

function secretsOf(keyPath: string): Secrets {
  return new SealedSecrets({keyPath, env: {}});
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

function keyElsewhere(): Failure {
  return new Failure({
    code: 'KEY_ELSEWHERE',
    exit: exitCodes.usage,
    subject: 'key',
    message: 'The key for secrets comes from MUSTER_KEY, and Muster cannot change it there.',
    hint: 'Put the key into the key file, unset MUSTER_KEY and try again',
  });
}
