import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, statfsSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {startMariadb} from '../../support/mariadb.js';
import {storeDatabase} from './records.js';
import {node, small} from './topologies.js';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;
if (!canMount && process.env['CI'] === 'true') throw new Error('These tests need root on Linux.');

/** Room that a server needs to begin with. */
const megabytes = 200;
const leftBytes = 2 * 1024 ** 2;

function smallDisk(): string {
  const directory = mkdtempSync(join(tmpdir(), 'muster-store-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'muster-test', directory]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', directory]);
    rmSync(directory, {recursive: true, force: true});
  });
  return directory;
}

it.skipIf(!canMount)(
  'STORE_FULL where the disk of the server is full; the store is as before the change that failed (root on Linux)',
  async () => {
    const disk = smallDisk();
    const server = await startMariadb({parent: disk});
    onTestFinished(() => server.remove());
    const place = await storeDatabase(server);
    const store = await place.open();
    onTestFinished(() => store.close());
    await store.change(() => ({commit: {after: small}, result: null}));
    const {bavail, bsize} = statfsSync(disk);
    const filler = join(disk, 'filler');
    writeFileSync(filler, Buffer.alloc(bavail * bsize - leftBytes));
    let written = small.nodes.length;
    const failure = await (async () => {
      for (;;) {
        const nodes = Array.from({length: 1000}, (_, index) => node('acme', `n-${written + index}`));
        await store.change((before) => ({commit: {after: {...before, nodes: [...before.nodes, ...nodes]}}, result: null}));
        written += nodes.length;
      }
    })().catch((error: unknown) => error);
    expect(failure).toMatchObject({code: 'STORE_FULL', exitCode: 7});
    rmSync(filler);
    // A server whose disk is full may end by itself.
    await server.crash();
    await server.start();
    expect((await store.readTopology(['nodes'])).nodes).toHaveLength(written);
    await store.change((before) => ({
      commit: {after: {...before, nodes: [...before.nodes, node('acme', 'last')]}},
      result: null,
    }));
    expect((await store.readTopology(['nodes'])).nodes).toHaveLength(written + 1);
  },
);
