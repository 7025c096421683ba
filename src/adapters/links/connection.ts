/** A way to an engine, taken apart. */
export type Connection =
  | {readonly kind: 'local'; readonly path: string}
  | {readonly kind: 'ssh'; readonly user: string | null; readonly host: string; readonly port: number | null}
  | {readonly kind: 'tcp'; readonly host: string; readonly port: number};

const defaultSocket = '/var/run/docker.sock';
const defaultTlsPort = 2376;

/** Null for what is neither `local`, `unix://path`, `ssh://[user@]host[:port]` nor `tcp://host[:port]`. */
export function parseConnection(text: string): Connection | null {
  if (text === 'local') return {kind: 'local', path: defaultSocket};
  if (text.startsWith('unix://')) return {kind: 'local', path: text.slice('unix://'.length)};
  const [, scheme, user, bracketed, plain, port] =
    /^(ssh|tcp):\/\/(?:([^@/:]+)@)?(?:\[([^\]]+)\]|([^:/@[\]]+))(?::(\d{1,5}))?\/?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || host.startsWith('-') || user?.startsWith('-')) return null;
  if (scheme === 'ssh') return {kind: 'ssh', user: user ?? null, host, port: port === undefined ? null : Number(port)};
  return user === undefined ? {kind: 'tcp', host, port: port === undefined ? defaultTlsPort : Number(port)} : null;
}

/** As people write it on a command line: `ssh -p 2222 ops@10.0.0.12`. */
export function sshCommand({user, host, port}: Extract<Connection, {kind: 'ssh'}>): string {
  return ['ssh', ...(port === null ? [] : ['-p', String(port)]), user === null ? host : `${user}@${host}`].join(' ');
}
