import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {certificateDirectories, readCertificates} from '../../../src/adapters/links/tls/certificates.js';
import {tlsFailure} from '../../../src/adapters/links/tls/failures.js';
import type {Node} from '../../../src/core/domain/model.js';
import {links} from '../../support/links.js';
import {localNode} from '../../support/container-specs.js';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, {recursive: true})));

function aFolder(...withFiles: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'muster-tls-'));
  folders.push(root);
  for (const directory of withFiles) {
    mkdirSync(join(root, directory), {recursive: true});
    for (const file of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(join(root, directory, file), `${directory} ${file}`);
  }
  return root;
}

describe('certificates', () => {
  const found = async (root: string) => {
    const {directory, key} = await readCertificates('web-3', certificateDirectories(root, {org: 'acme', name: 'web-3'}));
    return [directory.slice(root.length), key];
  };

  it('are not read to their end where they have none', async () => {
    const root = aFolder('web-3');
    const key = join(root, 'web-3', 'key.pem');
    rmSync(key);
    symlinkSync('/dev/zero', key);
    await expect(found(root)).rejects.toThrow(`The file ${key} cannot be read: it is longer than 4 MiB.`);
  });

  it('of the node come before those of all nodes', async () => {
    expect(await found(aFolder('acme/web-3', 'web-3', '.'))).toEqual(['/acme/web-3', 'acme/web-3 key.pem']);
    expect(await found(aFolder('web-3', '.'))).toEqual(['/web-3', 'web-3 key.pem']);
    expect(await found(aFolder('web-4', '.'))).toEqual(['', '. key.pem']);
  });

  it('are missing where one of the three files is', async () => {
    const root = aFolder('web-3');
    rmSync(join(root, 'web-3', 'key.pem'));
    await expect(found(root)).rejects.toMatchObject({
      code: 'TLS_FILES_MISSING',
      exitCode: 7,
      subject: 'node web-3',
      hint: `Put ca.pem, cert.pem, key.pem into ${join(root, 'web-3')}, or name their directory in MUSTER_TLS_DIR`,
    });
  });
});

describe('what TLS says', () => {
  const scope = {node: 'web-3', connection: {kind: 'tcp', host: '10.0.0.13', port: 2376}, directory: '/tls'} as const;
  const errorOf = (code: string, message = code) => Object.assign(new Error(message), {code});
  it.each([
    ['ECONNREFUSED', 'TCP_UNREACHABLE', 'Node web-3 cannot be reached: 10.0.0.13:2376: connection refused.'],
    ['ETIMEDOUT', 'TCP_UNREACHABLE', 'Node web-3 cannot be reached: 10.0.0.13:2376: no answer in time.'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'TLS_REFUSED', "Node web-3 does not accept this machine's certificate."],
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'TLS_UNTRUSTED',
      'The engine at 10.0.0.13:2376 is not proven to be node web-3: SELF_SIGNED_CERT_IN_CHAIN.',
    ],
    [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'TLS_UNTRUSTED',
      'The engine at 10.0.0.13:2376 is not proven to be node web-3: it does not speak TLS.',
    ],
  ])('%s is %s', (code, expected, message) => {
    expect(tlsFailure(scope, errorOf(code))).toMatchObject({code: expected, message, exitCode: 7, subject: 'node web-3'});
  });
});

describe('a node over tcp', () => {
  const node = (port: number): Node => ({...localNode(), name: 'web-3', connect: `tcp://127.0.0.1:${port}`});
  const listening = async (onConnect: () => void): Promise<{readonly server: Server; readonly port: number}> => {
    const server = createServer(onConnect);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {server, port: (server.address() as {port: number}).port};
  };

  it('that takes the connection and says nothing is given up', async () => {
    const {server, port} = await listening(() => {});
    const opening = links({tlsDirectory: aFolder('.'), timeoutMs: 100}).open(node(port));
    await expect(opening).rejects.toMatchObject({code: expect.stringMatching(/^(TCP|TLS)_/), exitCode: 7});
    server.close();
  });

  it('has neither sockets nor scripts', () => {
    expect(links().kindOf(node(1))).toBe('tcp');
    expect(links({dockerHost: 'tcp://docker:2376'}).kindOf(localNode())).toBe('tcp');
    expect(links({dockerHost: 'unix:///x'}).kindOf(localNode())).toBe('local');
  });

  it('is not reached in a way that nobody knows', async () => {
    await expect(links({dockerHost: 'npipe:////./pipe/docker'}).open(localNode())).rejects.toMatchObject({
      code: 'CONNECT_UNSUPPORTED',
      exitCode: 7,
      hint: expect.stringContaining('Unset DOCKER_HOST'),
    });
  });
});
