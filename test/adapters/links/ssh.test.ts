import {describe, expect, it} from 'vitest';
import {forwardArgs, masterArgs, scriptArgs, type SshOptions} from '../../../src/adapters/links/ssh/argv.js';
import {engineFactsScript, parseEngineFacts} from '../../../src/adapters/links/ssh/engine-facts.js';
import {connectFailure, engineFailure} from '../../../src/adapters/links/ssh/failures.js';
import {LocalShell} from '../../../src/adapters/shell/local-shell.js';

const options: SshOptions = {
  target: {kind: 'ssh', user: 'ops', host: '10.0.0.12', port: 2222},
  control: '/tmp/d/control',
  config: null,
  timeoutMs: 3000,
};
const sockets = {local: '/tmp/d/docker.sock', remote: '/var/run/docker.sock'};

describe('the arguments of ssh', () => {
  const lines = {master: masterArgs(options, sockets), forward: forwardArgs(options, sockets), script: scriptArgs(options)};

  it.each(Object.entries(lines))('of the %s never ask, never wait long, and keep to one connection', (_name, args) => {
    const text = args.join(' ');
    expect(text).toContain('-S /tmp/d/control');
    expect(text).toContain('-o BatchMode=yes -o ConnectTimeout=3');
    expect(text).not.toMatch(/StrictHostKeyChecking|UserKnownHostsFile/);
    expect(args.slice(args.indexOf('-l'), args.indexOf('-l') + 6).slice(0, 6)).toEqual([
      '-l',
      'ops',
      '-p',
      '2222',
      '--',
      '10.0.0.12',
    ]);
  });

  it('make a connection of our own that notices a silent node, and forward the socket of the engine', () => {
    const text = lines.master.join(' ');
    expect(text).toContain('-o ControlMaster=yes -o ControlPersist=no');
    expect(text).toContain('-o ServerAliveInterval=2 -o ServerAliveCountMax=2');
    expect(text).toContain('-L /tmp/d/docker.sock:/var/run/docker.sock');
    expect(lines.master.slice(-2)).toEqual(['sh', '-s']);
    expect(lines.forward.join(' ')).toContain('-O forward -L /tmp/d/docker.sock:/var/run/docker.sock');
  });

  it('name another configuration, and neither user nor port where there is none', () => {
    const args = scriptArgs({...options, config: '/etc/other', target: {kind: 'ssh', user: null, host: 'web-2', port: null}});
    expect(args.slice(0, 2)).toEqual(['-F', '/etc/other']);
    expect(args).not.toContain('-l');
    expect(args).not.toContain('-p');
  });
});

describe('what ssh says', () => {
  const scope = {node: 'web-2', target: options.target};
  it.each([
    [
      [
        'No ED25519 host key is known for [10.0.0.12]:2222 and you have requested strict checking.',
        'Host key verification failed.',
      ],
      'SSH_HOST_KEY',
      'Node web-2 is not known yet: no host key of 10.0.0.12 is on record.',
      'Run ssh -p 2222 ops@10.0.0.12 once and compare the fingerprint, or trust this network: ssh-keyscan -p 2222 10.0.0.12 >> ~/.ssh/known_hosts',
    ],
    [
      ['@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @', 'Host key verification failed.'],
      'SSH_HOST_KEY',
      'Node web-2 shows another host key than 10.0.0.12 is known by: it was set up anew, or somebody stands between.',
      "Make sure which of the two it is; for a new machine: ssh-keygen -R '[10.0.0.12]:2222', then ssh-keyscan -p 2222 10.0.0.12 >> ~/.ssh/known_hosts",
    ],
    [
      ['ops@10.0.0.12: Permission denied (publickey,password).'],
      'SSH_AUTH',
      'Node web-2 does not let ops in: no key that ssh offers without asking is accepted.',
      'ssh-copy-id -p 2222 ops@10.0.0.12 brings your key there; a key with a passphrase belongs into ssh-agent',
    ],
    [
      ['ssh: connect to host 10.0.0.12 port 2222: Connection timed out'],
      'SSH_UNREACHABLE',
      'Node web-2 cannot be reached: connect to host 10.0.0.12 port 2222: Connection timed out.',
      'ssh -p 2222 ops@10.0.0.12 true shows it; muster node check web-2 looks again',
    ],
    [
      ['ssh: Could not resolve hostname web-2: Name or service not known', ''],
      'SSH_UNREACHABLE',
      'Node web-2 cannot be reached: Could not resolve hostname web-2: Name or service not known.',
      'ssh -p 2222 ops@10.0.0.12 true shows it; muster node check web-2 looks again',
    ],
    [
      [],
      'SSH_UNREACHABLE',
      'Node web-2 cannot be reached: ssh ended without a word.',
      'ssh -p 2222 ops@10.0.0.12 true shows it; muster node check web-2 looks again',
    ],
  ])('%j is %s', (said, code, message, hint) => {
    expect(connectFailure(scope, said)).toMatchObject({code, message, hint, exitCode: 7, subject: 'node web-2'});
  });

  it.each([
    ['forbidden', 'DOCKER_FORBIDDEN', 'ops may not use Docker on node web-2.'],
    ['down', 'DOCKER_DOWN', 'Docker is not running on node web-2.'],
    ['missing', 'DOCKER_MISSING', 'Docker is not installed on node web-2.'],
    ['ready', 'DOCKER_DOWN', 'Docker does not answer on node web-2.'],
  ] as const)('of an engine that is %s is told with the node', (state, code, message) => {
    expect(engineFailure(scope, {state, group: null}, 'ECONNRESET')).toMatchObject({code, message, exitCode: 7});
  });
});

describe('the first word of a node', () => {
  it('is found among greetings, with the group of the socket or without', () => {
    expect(parseEngineFacts('muster-engine ready 998')).toEqual({state: 'ready', group: 998});
    expect(parseEngineFacts('muster-engine down ')).toEqual({state: 'down', group: null});
    expect(parseEngineFacts('Welcome to muster-engine ready 1')).toBeNull();
    expect(parseEngineFacts('')).toBeNull();
  });

  it('is said by any shell', async () => {
    const shell = new LocalShell();
    const {stdout} = await shell.run({file: 'sh', args: ['-s'], input: engineFactsScript('/nonexistent/docker.sock')});
    expect(parseEngineFacts(stdout)).toEqual({state: expect.stringMatching(/^(down|missing)$/), group: null});
  });
});
