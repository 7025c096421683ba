import type {Secrets} from './secrets.js';
import type {SealedSecret} from './store.js';

/** Changes the key of secrets so that at no moment there is a row that no key on this machine opens. Failures: `KEY_ELSEWHERE` (exit 2), and those of `Secrets`. */
export interface KeyRotation {
  /** Makes the next key beside the current one, or takes up the one that an interrupted rotation left. */
  begin(): Promise<Secrets>;
  /** Opens what any key on this machine has sealed: the current one, the next one, or an old one that was kept. */
  open(sealed: SealedSecret): Promise<string>;
  currentKeyId(): Promise<string>;
  /** Puts the next key in the place of the current one, which is kept; returns the path where. */
  finish(): Promise<string>;
}
