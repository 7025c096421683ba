import {userInfo} from 'node:os';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {reasonOf} from '../../../core/domain/file-failures.js';
import {certificateBytes, readNamedFile} from '../../files/read-file.js';
import type {MysqlAddress, TlsFacts} from './address.js';

/** What the driver is told. */
export interface MysqlLogin {
  readonly host?: string;
  readonly port?: number;
  readonly socketPath?: string;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
  readonly connectTimeout: number;
  readonly ssl?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly rejectUnauthorized: boolean;
    readonly verifyIdentity: boolean;
  };
}

const usualTimeoutMs = 5000;

export function loginOf(
  address: MysqlAddress,
  facts: {readonly password: string | null; readonly timeoutMs: number | null},
): MysqlLogin {
  const password = address.password ?? facts.password;
  return {
    ...(address.socket === null ? {host: address.host, port: address.port} : {socketPath: address.socket}),
    user: address.user ?? userInfo().username,
    ...(password === null ? {} : {password}),
    database: address.database,
    connectTimeout: address.connectTimeoutMs ?? facts.timeoutMs ?? usualTimeoutMs,
    ...(address.tls.mode === 'off' ? {} : {ssl: tlsOf(address.tls)}),
  };
}

function tlsOf({mode, ca, cert, key}: TlsFacts): NonNullable<MysqlLogin['ssl']> {
  return {
    ...(ca ? {ca: readPem('tls-ca', ca)} : {}),
    ...(cert ? {cert: readPem('tls-cert', cert)} : {}),
    ...(key ? {key: readPem('tls-key', key)} : {}),
    rejectUnauthorized: mode === 'verify',
    verifyIdentity: mode === 'verify',
  };
}

function readPem(parameter: string, path: string): string {
  try {
    return readNamedFile(path, certificateBytes).toString();
  } catch (cause) {
    throw new Failure({
      code: 'STORE_INSECURE',
      exit: exitCodes.outside,
      message: `The file ${path}, which ${parameter} names in the address of the store, cannot be read: ${reasonOf(cause)}.`,
      hint: `See that ${parameter} names it and that you may read it`,
      details: {path, parameter},
      cause,
    });
  }
}
