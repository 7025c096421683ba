import {createHash} from 'node:crypto';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {gzipSync} from 'node:zlib';
import {onTestFinished} from 'vitest';

export interface TestRegistry {
  /** `127.0.0.1:PORT`, which Docker trusts without TLS. */
  readonly host: string;
  /** Paths that were asked for. */
  readonly asked: string[];
}

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/**
 * A registry with one image of one empty layer, `app/tiny:1`; other tags are not there, and what lies under `private/` wants a
 * login.
 */
export async function aRegistry(): Promise<TestRegistry> {
  const layer = Buffer.alloc(1024);
  const packed = gzipSync(layer);
  const config = Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config: {Labels: {made: String(process.hrtime.bigint())}},
      rootfs: {type: 'layers', diff_ids: [digestOf(layer)]},
      history: [{created_by: 'test'}],
    }),
  );
  const types = {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  };
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: types.manifest,
      config: {mediaType: types.config, size: config.length, digest: digestOf(config)},
      layers: [{mediaType: types.layer, size: packed.length, digest: digestOf(packed)}],
    }),
  );
  const found = new Map<string, readonly [type: string, bytes: Buffer]>([
    ['/v2/app/tiny/manifests/1', [types.manifest, manifest]],
    [`/v2/app/tiny/manifests/${digestOf(manifest)}`, [types.manifest, manifest]],
    [`/v2/app/tiny/blobs/${digestOf(config)}`, [types.config, config]],
    [`/v2/app/tiny/blobs/${digestOf(packed)}`, [types.layer, packed]],
  ]);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://registry');
    asked.push(pathname);
    if (pathname === '/v2/') return void response.writeHead(200, {'docker-distribution-api-version': 'registry/2.0'}).end('{}');
    if (pathname.startsWith('/v2/private/')) {
      response.setHeader('www-authenticate', 'Basic realm="test"');
      return refuse(response, 401, 'UNAUTHORIZED', 'authentication required');
    }
    const [type, bytes] = found.get(pathname) ?? [];
    if (!type || !bytes) return refuse(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown');
    response.writeHead(200, {'content-type': type, 'content-length': bytes.length, 'docker-content-digest': digestOf(bytes)});
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked};
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify({errors: [{code, message}]}));
}
