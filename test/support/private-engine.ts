import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {ensureTinyImage, tinyImage} from './tiny-image.js';
import {until} from './until.js';

export interface PrivateEngine {
  /** Value for `DOCKER_HOST`. */
  readonly host: string;
  docker(...args: readonly string[]): readonly string[];
}

/** A Docker Engine of the test's own, with its data in that directory and the tiny image in it. Needs root on Linux. */
export async function aPrivateEngine(data: string): Promise<PrivateEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-engine-'));
  const host = `unix://${join(folder, 'docker.sock')}`;
  const daemon = spawn('dockerd', [
    '--host', host, '--data-root', join(data, 'docker'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid'),
    '--bridge', 'none', '--iptables=false', '--ip6tables=false', '--containerd-namespace', `muster-test-${process.pid}`, '--containerd-plugins-namespace', `muster-test-plugins-${process.pid}`,
  ], {stdio: 'ignore'});
  const docker = (...args: readonly string[]) => execFileSync('docker', ['--host', host, ...args], {encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore']}).split('\n').filter((line) => line !== '');
  onTestFinished(async () => {
    daemon.kill('SIGTERM');
    await until('the engine to end', () => daemon.exitCode !== null || daemon.signalCode !== null);
    rmSync(folder, {recursive: true, force: true});
  });
  await until('the private engine', () => {
    try {
      return docker('version', '--format', '{{.Server.Version}}').length > 0;
    } catch {
      return false;
    }
  }, {everyMs: 200});
  await ensureTinyImage();
  execFileSync('sh', ['-c', `docker save ${tinyImage} | docker --host ${host} load`], {stdio: 'ignore'});
  return {host, docker};
}
