import {userInfo} from 'node:os';
import {isAbsolute, join, resolve} from 'node:path';
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
  const {MUSTER_HOME, MUSTER_CONTEXT} = env;
  if (MUSTER_HOME) {
    const home = resolve(MUSTER_HOME);
    return {
      store: join(home, 'muster.db'),
      key: join(home, 'key'),
      install: join(home, 'INSTALL.json'),
      context: MUSTER_CONTEXT ? resolve(MUSTER_CONTEXT) : join(home, 'context.json'),
      tls: join(home, 'tls'),
      state: join(home, 'state'),
    };
  }
  const config = join(xdgFolder(env, 'XDG_CONFIG_HOME', '.config'), 'muster');
  const data = join(xdgFolder(env, 'XDG_DATA_HOME', '.local/share'), 'muster');
  const state = join(xdgFolder(env, 'XDG_STATE_HOME', '.local/state'), 'muster');
  return {
    store: join(data, 'muster.db'),
    key: join(config, 'key'),
    install: join(config, 'INSTALL.json'),
    context: MUSTER_CONTEXT ? resolve(MUSTER_CONTEXT) : join(config, 'context.json'),
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
  const config = xdgFolder(env, 'XDG_CONFIG_HOME', '.config');
  return {scope: 'user', units: join(config, 'systemd', 'user'), settings: join(config, 'muster')};
}

/** A relative path there is to be ignored, says the XDG Base Directory Specification. */
function xdgFolder(env: NodeJS.ProcessEnv, variable: string, usual: string): string {
  const said = env[variable] ?? '';
  return isAbsolute(said) ? said : join(userHome(env), usual);
}

/** A `HOME` that is empty or relative would put the key into whatever directory the command is run in. */
function userHome(env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] ?? '';
  if (isAbsolute(home)) return home;
  const known = accountHome();
  if (known !== null && isAbsolute(known)) return known;
  throw new Failure({
    code: 'HOME_UNSET',
    exit: exitCodes.outside,
    message: 'There is no home directory to keep the store in.',
    hint: 'Set MUSTER_HOME to a directory',
    details: {home: env['HOME'] ?? null},
  });
}

/** As the accounts of the machine say it. */
function accountHome(): string | null {
  try {
    return userInfo().homedir;
  } catch {
    return null;
  }
}
