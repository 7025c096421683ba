import * as Flags from '@oclif/core/flags';
import {exitCodes, Failure} from '../core/domain/errors.js';
import type {ListenAddress} from '../core/ports/agent-server.js';

const usual: ListenAddress = {host: '127.0.0.1', port: 7310};

export const listenFlag = Flags.custom<ListenAddress>({
  default: usual,
  defaultHelp: async () => `${usual.host}:${usual.port}`,
  description: 'where it answers over HTTP; a port alone is one of loopback',
  env: 'MUSTER_LISTEN',
  helpValue: 'HOST:PORT',
  parse: async (text) => parseListen(text),
})();

/** `7310`, `10.0.0.12:7310` or `[::1]:7310`; port 0 is any that is free. */
export function parseListen(text: string): ListenAddress {
  const [, bracketed, plain, digits] = /^(?:\[([\da-fA-F:.]+)\]:|([\w.-]+):)?(\d{1,5})$/.exec(text.trim()) ?? [];
  if (digits === undefined || Number(digits) > 65_535)
    throw new Failure({
      code: 'USAGE',
      exit: exitCodes.usage,
      subject: 'flag --listen',
      message: `--listen ${text} is no host and port.`,
      hint: 'Give it as HOST:PORT: --listen 127.0.0.1:7310',
      details: {listen: text},
    });
  return {host: bracketed ?? plain ?? usual.host, port: Number(digits)};
}

export function listenText({host, port}: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
