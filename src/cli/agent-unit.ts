import {dirname, join} from 'node:path';
import type {ListenAddress} from '../core/ports/agent-server.js';
import type {ServiceUnit} from '../core/ports/service-manager.js';
import {listenText} from './listen-flag.js';
import type {Paths} from './paths.js';
import {isLocalStore, type StoreAddress} from './store-address.js';

/** What leads an agent to the installation of whoever installs it. */
const passedOn = [
  'MUSTER_STORE_PASSWORD',
  'MUSTER_STORE_PASSWORD_FILE',
  'MUSTER_STORE_TIMEOUT',
  'MUSTER_CONTEXT',
  'NODE_EXTRA_CA_CERTS',
];

export interface UnitSources {
  readonly name: string;
  readonly user: string | null;
  readonly listen: ListenAddress;
  readonly env: NodeJS.ProcessEnv;
  readonly paths: Paths;
  readonly store: StoreAddress;
  /** Folder of the package. */
  readonly root: string;
}

/** The unit that runs an agent of this installation, wherever its files are and whoever starts it. */
export function agentUnit({name, user, listen, env, paths, store, root}: UnitSources): Omit<ServiceUnit, 'installation'> {
  const local = isLocalStore(store) ? [dirname(store.address)] : [];
  return {
    name,
    user,
    command: [process.execPath, join(root, 'bin', 'run.js'), 'agent', 'run', '--listen', listenText(listen)],
    directories: [...new Set([...local, paths.state])],
    environment: {...placesOf(env, paths), MUSTER_STORE: store.address, ...chosen(env, passedOn)},
  };
}

function placesOf(env: NodeJS.ProcessEnv, {install, state, store}: Paths): Readonly<Record<string, string>> {
  if (env['MUSTER_HOME']) return {MUSTER_HOME: dirname(install)};
  const above = (path: string) => dirname(dirname(path));
  return {XDG_CONFIG_HOME: above(install), XDG_DATA_HOME: above(store), XDG_STATE_HOME: dirname(state)};
}

function chosen(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
