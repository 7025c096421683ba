import * as Flags from '@oclif/core/flags';
import {listenAddress} from '../core/domain/values/kinds.js';
import type {ListenAddress} from '../core/ports/agent-server.js';
import {valueParser} from './value-flag.js';

const usual: ListenAddress = {host: '127.0.0.1', port: 7310};

export const listenFlag = Flags.custom<ListenAddress>({
  default: usual,
  defaultHelp: async () => listenText(usual),
  description: 'where it answers over HTTP; a port alone is one of loopback',
  env: 'MUSTER_LISTEN',
  helpValue: 'HOST:PORT',
  parse: valueParser(listenAddress, '--listen'),
})();

export function listenText({host, port}: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
