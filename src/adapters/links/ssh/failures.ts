import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {sshCommand} from '../connection.js';
import type {SshTarget} from './argv.js';
import type {EngineFacts} from './engine-facts.js';

export interface SshFailureScope {
  readonly node: string;
  readonly target: SshTarget;
}

interface Reading {
  readonly pattern: RegExp;
  readonly code: string;
  readonly message: (scope: SshFailureScope) => string;
  readonly hint: (scope: SshFailureScope) => string;
}

const portOf = ({target}: SshFailureScope) => (target.port === null ? '' : ` -p ${target.port}`);
const knownName = ({target}: SshFailureScope) =>
  target.port === null || target.port === 22 ? target.host : `'[${target.host}]:${target.port}'`;
const keyscan = (scope: SshFailureScope) => `ssh-keyscan${portOf(scope)} ${scope.target.host} >> ~/.ssh/known_hosts`;

/** First match wins. */
const readings: readonly Reading[] = [
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    code: 'SSH_HOST_KEY',
    message: ({node, target}) =>
      `Node ${node} shows another host key than ${target.host} is known by: it was set up anew, or somebody stands between.`,
    hint: (scope) =>
      `Make sure which of the two it is; for a new machine: ssh-keygen -R ${knownName(scope)}, then ${keyscan(scope)}`,
  },
  {
    pattern: /Host key verification failed|No (?:\S+ )?host key is known/,
    code: 'SSH_HOST_KEY',
    message: ({node, target}) => `Node ${node} is not known yet: no host key of ${target.host} is on record.`,
    hint: (scope) => `Run ${sshCommand(scope.target)} once and compare the fingerprint, or trust this network: ${keyscan(scope)}`,
  },
  {
    pattern: /Permission denied \(|Too many authentication failures|no mutual signature/i,
    code: 'SSH_AUTH',
    message: ({node, target}) =>
      `Node ${node} does not let ${target.user ?? 'this user'} in: no key that ssh offers without asking is accepted.`,
    hint: ({target}) =>
      `${sshCommand(target).replace(/^ssh/, 'ssh-copy-id')} brings your key there; a key with a passphrase belongs into ssh-agent`,
  },
];

/** Why a connection did not come about, from what ssh said of it. */
export function connectFailure(scope: SshFailureScope, said: readonly string[]): Failure {
  const text = said.join('\n');
  const reading = readings.find(({pattern}) => pattern.test(text));
  if (reading) return failure(scope, {code: reading.code, message: reading.message(scope), hint: reading.hint(scope), said});
  return unreachable(scope, reasonOf(said), said);
}

export function unreachable(scope: SshFailureScope, reason: string, said: readonly string[] = []): Failure {
  return failure(scope, {
    code: 'SSH_UNREACHABLE',
    message: `Node ${scope.node} cannot be reached: ${reason}.`,
    hint: `${sshCommand(scope.target)} true shows it; muster node check ${scope.node} looks again`,
    said,
  });
}

export function sshMissing(scope: SshFailureScope): Failure {
  return failure(scope, {
    code: 'SSH_MISSING',
    message: `Node ${scope.node} is reached over ssh, and OpenSSH is not installed on this machine.`,
    hint: 'Install the OpenSSH client (openssh-client), then run the command again',
    said: [],
  });
}

export function forwardingRefused(scope: SshFailureScope, said: readonly string[]): Failure {
  return failure(scope, {
    code: 'SSH_FORWARDING',
    message: `The ssh server of node ${scope.node} does not forward unix sockets, by which Docker is reached.`,
    hint: 'Set AllowStreamLocalForwarding yes in its /etc/ssh/sshd_config and reload sshd',
    said,
  });
}

/** The way is there and the engine is not. */
export function engineFailure(scope: SshFailureScope, {state}: EngineFacts, reason: string): Failure {
  const {node, target} = scope;
  const on = sshCommand(target);
  const facts = {
    forbidden: {
      code: 'DOCKER_FORBIDDEN',
      message: `${target.user ?? 'This user'} may not use Docker on node ${node}.`,
      hint: `${on} -t 'sudo usermod -aG docker $(id -un)', then log in again`,
    },
    down: {
      code: 'DOCKER_DOWN',
      message: `Docker is not running on node ${node}.`,
      hint: `${on} -t sudo systemctl start docker, then muster node check ${node}`,
    },
    missing: {
      code: 'DOCKER_MISSING',
      message: `Docker is not installed on node ${node}.`,
      hint: `Install Docker Engine on ${target.host}, then muster node check ${node}`,
    },
    ready: {
      code: 'DOCKER_DOWN',
      message: `Docker does not answer on node ${node}.`,
      hint: `${on} docker version shows it; muster node check ${node} looks again`,
    },
  }[state];
  return failure(scope, {...facts, said: [], details: {reason}});
}

function failure(
  {node, target}: SshFailureScope,
  facts: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly said: readonly string[];
    readonly details?: Readonly<Record<string, unknown>>;
  },
): Failure {
  return new Failure({
    code: facts.code,
    exit: exitCodes.outside,
    subject: `node ${node}`,
    message: facts.message,
    hint: facts.hint,
    details: {node, host: target.host, user: target.user, port: target.port, said: facts.said.slice(-5), ...facts.details},
  });
}

/** `ssh: connect to host 10.0.0.12 port 22: Connection timed out` says it in its own words. */
function reasonOf(said: readonly string[]): string {
  const last = said.findLast((line) => line.trim() !== '') ?? 'ssh ended without a word';
  return last.replace(/^ssh: /, '').replace(/\.?\s*$/, '');
}
