import {readContextFile} from './context-file.js';
import {keepContext} from './keep-context.js';
import type {Paths} from './paths.js';
import type {StoreAddress} from './store-address.js';
import {valueOfFlag} from './value-of-flag.js';

/** Has the context name a store, unless the one before was named by hand: then whoever named it goes on doing so. False then. */
export function switchStore(
  {address}: StoreAddress,
  {argv, env, paths}: {readonly argv: readonly string[]; readonly env: NodeJS.ProcessEnv; readonly paths: Paths},
): boolean {
  const byVariable = env['MUSTER_STORE'] !== undefined && env['MUSTER_STORE'] !== (readContextFile(paths.context).store ?? '');
  if (byVariable || valueOfFlag(argv, '--store') !== null) return false;
  keepContext(paths.context, {store: address === paths.store ? null : address}, {dryRun: false});
  return true;
}
