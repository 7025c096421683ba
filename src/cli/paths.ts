import {homedir} from 'node:os';
import {join} from 'node:path';
import {exitCodes, Failure} from '../core/domain/errors.js';

/** Where this installation keeps its files: one folder under `MUSTER_HOME`, else the XDG directories. */
export interface Paths {
  readonly store: string;
  readonly key: string;
  readonly install: string;
  /** What commands are about where nothing else says it. */
  readonly context: string;
  /** Certificates of nodes that are reached by `tcp`. */
  readonly tls: string;
  /** Sockets of balancers and debug logs. */
  readonly state: string;
}

export function readPaths(env: NodeJS.ProcessEnv): Paths {
  const home = env['MUSTER_HOME'];
  if (home)
    return {
      store: join(home, 'muster.db'),
      key: join(home, 'key'),
      install: join(home, 'INSTALL.json'),
      context: env['MUSTER_CONTEXT'] || join(home, 'context.json'),
      tls: join(home, 'tls'),
      state: join(home, 'state'),
    };
  const config = join(env['XDG_CONFIG_HOME'] || join(userHome(), '.config'), 'muster');
  const data = join(env['XDG_DATA_HOME'] || join(userHome(), '.local', 'share'), 'muster');
  const state = join(env['XDG_STATE_HOME'] || join(userHome(), '.local', 'state'), 'muster');
  return {
    store: join(data, 'muster.db'),
    key: join(config, 'key'),
    install: join(config, 'INSTALL.json'),
    context: env['MUSTER_CONTEXT'] || join(config, 'context.json'),
    tls: join(config, 'tls'),
    state,
  };
}

/** Where the units of systemd lie, and the files with their variables: of the machine for root, else of the user. */
export function unitPlaces(env: NodeJS.ProcessEnv): {
  readonly scope: 'system' | 'user';
  readonly units: string;
  readonly settings: string;
} {
  if (process.getuid?.() === 0) return {scope: 'system', units: '/etc/systemd/system', settings: '/etc/muster'};
  const config = env['XDG_CONFIG_HOME'] || join(userHome(), '.config');
  return {scope: 'user', units: join(config, 'systemd', 'user'), settings: join(config, 'muster')};
}

function userHome(): string {
  try {
    return homedir();
  } catch (cause) {
    throw new Failure({
      code: 'HOME_UNSET',
      exit: exitCodes.outside,
      message: 'There is no home directory to keep the store in.',
      hint: 'Set MUSTER_HOME to a directory',
      cause,
    });
  }
}
