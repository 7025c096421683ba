import {parseConnection as parse, type Connection as Way} from '../../core/domain/connections.js';

/** A way to an engine, taken apart; of this machine by its socket. */
export type Connection = {readonly kind: 'local'; readonly path: string} | Exclude<Way, {kind: 'local'}>;

const defaultSocket = '/var/run/docker.sock';

/** Null for what is neither `unix://path`, as Docker has it, nor a connection of a node. */
export function parseConnection(text: string): Connection | null {
  if (text.startsWith('unix://')) return {kind: 'local', path: text.slice('unix://'.length)};
  const read = parse(text);
  if ('problem' in read) return null;
  return read.ok.kind === 'local' ? {kind: 'local', path: defaultSocket} : read.ok;
}

/** As people write it on a command line: `ssh -p 2222 ops@10.0.0.12`. */
export function sshCommand({user, host, port}: Extract<Connection, {kind: 'ssh'}>): string {
  return ['ssh', ...(port === null ? [] : ['-p', String(port)]), user === null ? host : `${user}@${host}`].join(' ');
}
