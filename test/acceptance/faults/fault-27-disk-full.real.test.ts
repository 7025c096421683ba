import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {expectConverged} from '../../support/faults.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation} from '../../support/installation.js';
import {aPrivateEngine} from '../../support/private-engine.js';

describe('fault 27: a full disk', () => {
  it('under the store: says so, and the state is the old one until there is room', async () => {
    const disk = aSmallDisk('4m');
    const home = join(disk, 'home');
    mkdirSync(home);
    const installation = await anInstallation({home});
    const {file, port} = await writeHello(installation, {slaves: 1});
    const applied = await installation.muster('apply', '-f', file, '--yes');
    expect(applied.exit, applied.stderr).toBe(0);
    const before = await installation.muster('topology', 'export', '--json');
    await writeHello(installation, {port, slaves: 1, config: {CHANGED: 'x'.repeat(30_000)}});
    fill(disk);
    const full = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect([full.exit, full.json?.error.code], full.stdout + full.stderr).toEqual([7, 'STORE_FULL']);
    expect(full.json.error.hint).toContain(disk);

    rmSync(join(disk, 'filler'));
    expect((await installation.muster('topology', 'export', '--json')).json).toEqual(before.json);
    const again = await installation.muster('apply', '-f', file, '--yes');
    expect(again.exit, again.stderr).toBe(0);
    await expectConverged(installation, file, {instances: 2});
  });

  it('under Docker: says so, and the operation can be resumed when there is room', async () => {
    const disk = aSmallDisk('64m');
    const engine = await aPrivateEngine(disk);
    const installation = await anInstallation({env: {DOCKER_HOST: engine.host}});
    await installation.write('tiny.yaml', tinyRecipe);
    const file = await installation.write(
      'cluster.json',
      JSON.stringify({
        apiVersion: 'muster/v1',
        nodes: {'web-1': {connect: 'local'}},
        envs: {demo: {nodes: ['web-1'], apps: {tiny: {recipe: './tiny.yaml', version: '1', slaves: 0}}}},
      }),
    );
    fill(disk);
    const full = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect([full.exit, full.json?.error.code], full.stdout + full.stderr).toEqual([6, 'DISK_FULL']);

    rmSync(join(disk, 'filler'));
    const resumed = await installation.muster('operation', 'resume', '--json');
    expect(resumed.exit, `${resumed.stdout}${resumed.stderr}`).toBe(0);
    expect(engine.docker('ps', '-q', '--filter', 'label=muster.kind=instance', '--filter', 'health=healthy')).toHaveLength(1);
    expect((await installation.muster('plan', '-f', file, '--json')).json.data.changed).toBe(false);
  });
});

const tinyRecipe = `
name: tiny
description: A page of busybox
image: muster-test-tiny
ports: {http: 8080}
routes: [{path: /, port: http}]
roles: {master: {count: 1, weight: 1}, slave: {weight: 1}}
command: [sh, -c, 'echo ok > /tmp/healthz; exec httpd -f -p 8080 -h /tmp']
health: {port: http, path: /healthz, interval: 200ms, timeout: 1s, retries: 3, startPeriod: 20s, minHealthy: 0s}
balance: round-robin
updateOrder: slaves-first
stopGrace: 1s
timeouts: {read: 30s, websocket: 1h, drain: 5s}
retryReads: true
`;

function aSmallDisk(size: string): string {
  const path = mkdtempSync(join(tmpdir(), 'muster-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'muster-test', path]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', path]);
    rmSync(path, {recursive: true, force: true});
  });
  return path;
}

function fill(disk: string): void {
  for (const bytes of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(join(disk, 'filler'), Buffer.alloc(bytes), {flag: 'a'});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
