import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Ports} from '../core/ports/index.js';
import {expectScopeThere} from '../core/use-cases/scope-there.js';
import {expectContextKey, readUsableContext, standIn, type ContextValues} from './context-file.js';
import {storeAddress} from './store-address.js';

interface Choosing {
  readonly path: string;
  readonly ports: () => Ports;
}

/** What may be kept of what was typed: names that are there, and an address of a store that can be one. */
export async function chosenContext(typed: Readonly<Record<string, string>>, {path, ports}: Choosing): Promise<ContextValues> {
  const chosen: Partial<Record<keyof ContextValues, string>> = {};
  for (const [key, value] of Object.entries(typed)) {
    const known = expectContextKey(key);
    if (known === 'cluster') throw clusterIsSwitched(value);
    chosen[known] =
      known === 'store'
        ? storeAddress({argv: [], env: {...process.env, MUSTER_STORE: value}, path: value}).address
        : value.toLowerCase();
  }
  const named = {...readUsableContext(path).values, ...chosen};
  if (chosen.store !== undefined) process.env['MUSTER_STORE'] = chosen.store;
  standIn(process.env, {...named});
  const {org, workspace, env} = chosen;
  if (org !== undefined || workspace !== undefined || env !== undefined)
    await expectScopeThere(ports(), {org: named.org ?? 'default', workspace, env});
  return chosen;
}

function clusterIsSwitched(cluster: string): Failure {
  return new Failure({
    code: 'CONTEXT_CLUSTER',
    exit: exitCodes.usage,
    message: 'The cluster of the context is kept once its address has answered.',
    hint: `muster cluster switch ${cluster}`,
    details: {cluster},
  });
}
