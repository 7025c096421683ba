import {Context} from '../context.js';
import {readContextFile, standIn} from '../context-file.js';
import {readPaths} from '../paths.js';
import type {Installed} from '../run-command.js';
import {storeAddress} from '../store-address.js';
import {offerLines} from './offers.js';
import {offerWords} from './offer-words.js';
import {answer} from '../streams.js';

/** A shell waits for this while its user does. */
const longestMs = 2000;

/** Prints what the last word can become. What goes wrong is no business of somebody who pressed Tab: then there is nothing. */
export async function answerShell(installed: Installed, words: readonly string[]): Promise<void> {
  setTimeout(() => process.exit(0), longestMs).unref();
  try {
    const paths = readPaths(process.env);
    standIn(process.env, readContextFile(paths.context));
    const ports = new Context({
      paths,
      storeAddress: () => storeAddress({argv: words, env: process.env, path: paths.store}),
      env: process.env,
      cluster: () => process.env['MUSTER_CLUSTER'] ?? null,
      packageRoot: installed.root,
      version: installed.about.version,
      command: () => 'muster completion',
      looksOnly: true,
    });
    const offers = await offerWords(installed, words, ports);
    await ports.close();
    answer(offerLines(offers));
  } catch {
    // Nothing to offer.
  }
}
