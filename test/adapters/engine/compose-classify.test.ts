import {describe, expect, it} from 'vitest';
import {classify, isTransient} from '../../../src/adapters/engine/compose/classify.js';
import type {ShellResult} from '../../../src/core/ports/shell.js';

function ended(stderr: string, change: Partial<ShellResult> = {}): ShellResult {
  return {exit: 1, stdout: '', stderr, timedOut: false, missing: false, ...change};
}

const prefix = ' Container acme-web-1-1  Creating\n Container acme-web-1-1  Created\n';
const endpoint =
  'Error response from daemon: driver failed programming external connectivity on endpoint acme-web-1-1 (29ffe091f313): ';
const networking =
  'Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint a (29ff): ';

describe('classify', () => {
  it.each<[code: string, exit: number, details: Record<string, unknown>, stderr: string]>([
    ['DOCKER_DOWN', 7, {}, 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'],
    ['DOCKER_DOWN', 7, {}, 'error during connect: Post "http://%2Fvar%2Frun%2Fdocker.sock/v1.41/containers/create": EOF'],
    [
      'DOCKER_FORBIDDEN',
      7,
      {},
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://d/v1.41/info": dial unix /var/run/docker.sock: connect: permission denied',
    ],
    ['COMPOSE_MISSING', 7, {}, "docker: 'compose' is not a docker command.\nSee 'docker --help'"],
    ['COMPOSE_MISSING', 7, {}, "docker: unknown command: docker compose\n\nRun 'docker --help' for more information"],
    ['COMPOSE_MISSING', 7, {}, "unknown shorthand flag: 'p' in -p\nSee 'docker --help'."],
    ['COMPOSE_OLD', 7, {flag: '--progress'}, 'unknown flag: --progress'],
    ['PORT_TAKEN', 6, {port: 21990}, `${prefix}${endpoint}Bind for 127.0.0.1:21990 failed: port is already allocated`],
    ['PORT_TAKEN', 6, {port: 8080}, `${prefix}${networking}Bind for 0.0.0.0:8080 failed: port is already allocated`],
    ['PORT_TAKEN', 6, {port: 8080}, `${prefix}${networking}Bind for :::8080 failed: port is already allocated`],
    [
      'PORT_TAKEN',
      6,
      {port: 21991},
      `${prefix}${endpoint}Error starting userland proxy: listen tcp4 127.0.0.1:21991: bind: address already in use`,
    ],
    ['PORT_TAKEN', 6, {port: 8080}, `${prefix}${networking}listen tcp6 [::]:8080: bind: address already in use`],
    [
      'PORT_TAKEN',
      6,
      {port: 8080},
      `${prefix}${networking}failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use`,
    ],
    [
      'NAME_CONFLICT',
      6,
      {name: 'acme-web-1-1', holder: 'b5fed5e936963'},
      `${prefix}Error response from daemon: Conflict. The container name "/acme-web-1-1" is already in use by container "b5fed5e936963". You have to remove (or rename) that container to be able to reuse that name.`,
    ],
    [
      'NETWORK_AMBIGUOUS',
      6,
      {network: 'acme-net'},
      'multiple networks with name "acme-net" were found. Use network ID as `name` to avoid ambiguity',
    ],
    [
      'NETWORK_AMBIGUOUS',
      6,
      {network: 'acme-net'},
      'Error response from daemon: network acme-net is ambiguous (2 matches found on name)',
    ],
    ['NETWORK_MISSING', 6, {network: 'acme-net'}, 'Error response from daemon: network acme-net not found'],
    [
      'IMAGE_MISSING',
      6,
      {image: 'nosuch:1'},
      `${prefix}Error response from daemon: no such image: nosuch:1: No such image: nosuch:1`,
    ],
    ['IMAGE_MISSING', 6, {image: 'sha256:1111'}, 'Error response from daemon: No such image: sha256:1111'],
    [
      'IMAGE_MISSING',
      6,
      {image: 'hello'},
      "Error response from daemon: pull access denied for hello, repository does not exist or may require 'docker login'",
    ],
    ['DISK_FULL', 6, {}, 'Error response from daemon: mkdir /var/lib/docker/overlay2/0a1: no space left on device'],
    [
      'COMPOSE_FAILED',
      6,
      {},
      `${prefix}Error response from daemon: failed to create shim task: exec: "nope": executable file not found in $PATH: unknown`,
    ],
    ['COMPOSE_FAILED', 6, {}, 'empty compose file'],
  ])('reads %s (exit %i) %o', (code, exit, details, stderr) => {
    const failure = classify(ended(stderr));
    expect(failure).toMatchObject({code, exitCode: exit, details: {...details, exit: 1}});
    expect(failure.message).toMatch(/\S$/);
    expect(failure.hint).not.toBeNull();
  });

  it('quotes the last line of what it does not know, and keeps the last five', () => {
    const failure = classify(ended('1\n2\n3\n4\n5\n6: boom'));
    expect(failure).toMatchObject({
      code: 'COMPOSE_FAILED',
      message: 'Docker Compose failed: 6: boom',
      details: {stderr: ['2', '3', '4', '5', '6: boom']},
    });
  });

  it('knows a missing program, a timeout and a signal', () => {
    expect(classify(ended('', {missing: true, exit: 127}))).toMatchObject({code: 'DOCKER_MISSING', exitCode: 7});
    expect(classify(ended('', {timedOut: true, exit: 143})).message).toContain('did not end in time');
    expect(classify(ended('', {exit: 137})).message).toContain('was killed');
  });
});

describe('isTransient', () => {
  it.each([
    ['ended by a signal', ended('', {exit: 137}), true],
    ['whose plugin was ended by a signal', ended('', {exit: 255}), true],
    ['ended by our own timeout', ended('', {exit: 143, timedOut: true}), false],
    ['overtaken by a removal', ended('Error response from daemon: No such container: abc'), true],
    ['port taken', ended('Bind for 0.0.0.0:80 failed: port is already allocated'), false],
  ])('%s', (_what, result, expected) => {
    expect(isTransient(result)).toBe(expected);
  });
});
