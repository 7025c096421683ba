import {hasPassword, isLocalStore, shownAddress, targetAddress, type StoreAddress, type StoreSources} from './store-address.js';

/** Where a store is copied to, with a password that is asked for where none is given and somebody can be asked. */
export async function targetOfCopy(sources: Omit<StoreSources, 'path'> & {readonly canAsk: boolean}): Promise<StoreAddress> {
  const to = targetAddress(sources);
  if (isLocalStore(to) || hasPassword(to) || !sources.canAsk) return to;
  const {askSecret} = await import('./prompts.js');
  return {...to, password: (await askSecret(`Password for ${shownAddress(to)}, empty for none:`)) || null};
}
