import {resolve} from 'node:path';
import {isMysqlAddress, maskAddress, parseMysqlAddress} from '../adapters/store/mysql/address.js';
import {readNamedFile} from '../adapters/files/read-file.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {duration} from '../core/domain/values/kinds.js';
import {expectValue} from './value-flag.js';
import {reasonOf} from '../core/domain/file-failures.js';
import {valueOfFlag} from './value-of-flag.js';

/** Where the store of a command is, and what it takes to open it. */
export interface StoreAddress {
  /** A path, or `mysql://…`. */
  readonly address: string;
  readonly password: string | null;
  readonly connectTimeoutMs: number | null;
}

export interface StoreSources {
  /** As typed. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Of the store on this machine, where nothing names another. */
  readonly path: string;
}

/** The flag, else the environment, else the file of this installation. */
export function storeAddress({argv, env, path}: StoreSources): StoreAddress {
  return withLogin(flagWithoutPassword(argv, '--store') || env['MUSTER_STORE'] || path, env);
}

/** Where a store is to be copied to. */
export function targetAddress({argv, env}: Omit<StoreSources, 'path'>): StoreAddress {
  return withLogin(flagWithoutPassword(argv, '--to') || env['MUSTER_TO'] || '', env);
}

function withLogin(address: string, env: NodeJS.ProcessEnv): StoreAddress {
  if (!isMysqlAddress(address)) return {address: resolve(expectPath(address)), password: null, connectTimeoutMs: null};
  const timeout = env['MUSTER_STORE_TIMEOUT'];
  return {
    address,
    password: readPassword(env),
    connectTimeoutMs: timeout ? expectValue(duration, timeout, 'MUSTER_STORE_TIMEOUT') : null,
  };
}

/** Whether the store is a file of this machine. */
export function isLocalStore({address}: Pick<StoreAddress, 'address'>): boolean {
  return !isMysqlAddress(address);
}

export function hasPassword({address, password}: StoreAddress): boolean {
  return password !== null || parseMysqlAddress(address).password !== null;
}

/** For people: a password is masked. */
export function shownAddress({address}: Pick<StoreAddress, 'address'>): string {
  return isMysqlAddress(address) ? maskAddress(address) : address;
}

/** Every process of a machine can read what another was started with. */
function flagWithoutPassword(argv: readonly string[], name: '--store' | '--to'): string | null {
  const flag = valueOfFlag(argv, name);
  if (flag === null || !isMysqlAddress(flag) || parseMysqlAddress(flag).password === null) return flag;
  throw new Failure({
    code: 'PASSWORD_IN_FLAG',
    exit: exitCodes.usage,
    subject: `flag ${name}`,
    message: `A password in ${name} is seen by everybody who lists processes.`,
    hint: `Leave it out there, and set MUSTER_STORE_PASSWORD or MUSTER_STORE_PASSWORD_FILE; or put the whole address into ${name === '--to' ? 'MUSTER_TO' : 'MUSTER_STORE'}`,
    details: {address: maskAddress(flag)},
  });
}

function expectPath(address: string): string {
  const [, scheme] = /^([a-z][\w+.-]*):\/\//i.exec(address) ?? [];
  if (scheme === undefined) return address;
  const masked = maskAddress(address);
  throw new Failure({
    code: 'STORE_ADDRESS_INVALID',
    exit: exitCodes.usage,
    subject: `store ${masked}`,
    message: `The address of the store, ${masked}, does not parse: there is no store of the kind ${scheme}.`,
    hint: 'A store is a path, which is SQLite, or mysql://USER@HOST/DATABASE',
    details: {address: masked, problem: `there is no store of the kind ${scheme}`},
  });
}

function readPassword(env: NodeJS.ProcessEnv): string | null {
  const {MUSTER_STORE_PASSWORD: password, MUSTER_STORE_PASSWORD_FILE: file} = env;
  if (password !== undefined || !file) return password ?? null;
  try {
    return readNamedFile(file, 4096)
      .toString()
      .replace(/\r?\n$/, '');
  } catch (cause) {
    throw new Failure({
      code: 'PASSWORD_UNREADABLE',
      exit: exitCodes.outside,
      message: `The file ${file} with the password of the store cannot be read: ${reasonOf(cause)}.`,
      hint: 'See that MUSTER_STORE_PASSWORD_FILE names it and that you may read it',
      details: {path: file},
      cause,
    });
  }
}
