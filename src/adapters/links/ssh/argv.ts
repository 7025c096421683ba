import type {Connection} from '../connection.js';

/** Every invocation of OpenSSH. What is set here comes before the operator's own configuration, which holds for the rest. */

export type SshTarget = Extract<Connection, {kind: 'ssh'}>;

export interface SshOptions {
  readonly target: SshTarget;
  /** Socket over which later invocations use the connection of the first. */
  readonly control: string;
  /** File in the place of `~/.ssh/config`. */
  readonly config: string | null;
  readonly timeoutMs: number;
}

/** The connection itself: `local` of this machine leads to `remote` of the node, and `sh` on the node reads its script from our end. */
export function masterArgs(
  options: SshOptions,
  {local, remote}: {readonly local: string; readonly remote: string},
): readonly string[] {
  return [
    ...commonArgs(options),
    ...settings({
      ControlMaster: 'yes',
      ControlPersist: 'no',
      ConnectionAttempts: '1',
      // A node that falls silent is noticed within some six seconds.
      ServerAliveInterval: '2',
      ServerAliveCountMax: '2',
      ClearAllForwardings: 'no',
      ExitOnForwardFailure: 'no',
      StreamLocalBindMask: '0177',
      StreamLocalBindUnlink: 'yes',
      // Refused channels are told at this level only.
      LogLevel: 'INFO',
    }),
    '-L',
    `${local}:${remote}`,
    ...destination(options.target),
    'sh',
    '-s',
  ];
}

export function forwardArgs(
  options: SshOptions,
  {local, remote}: {readonly local: string; readonly remote: string},
): readonly string[] {
  return [
    ...commonArgs(options),
    ...settings({StreamLocalBindMask: '0177', ClearAllForwardings: 'no'}),
    '-O',
    'forward',
    '-L',
    `${local}:${remote}`,
    ...destination(options.target),
  ];
}

/** A script on the node, over the connection that stands. */
export function scriptArgs(options: SshOptions): readonly string[] {
  return [
    ...commonArgs(options),
    ...settings({ControlMaster: 'no', LogLevel: 'ERROR', ClearAllForwardings: 'yes'}),
    ...destination(options.target),
    'sh',
    '-s',
  ];
}

function commonArgs({control, config, timeoutMs}: SshOptions): readonly string[] {
  return [
    ...(config === null ? [] : ['-F', config]),
    '-T',
    '-a',
    '-x',
    '-S',
    control,
    ...settings({
      BatchMode: 'yes',
      ConnectTimeout: String(Math.max(1, Math.ceil(timeoutMs / 1000))),
      PermitLocalCommand: 'no',
      RemoteCommand: 'none',
    }),
  ];
}

function settings(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

function destination({user, host, port}: SshTarget): readonly string[] {
  return [...(user === null ? [] : ['-l', user]), ...(port === null ? [] : ['-p', String(port)]), '--', host];
}
