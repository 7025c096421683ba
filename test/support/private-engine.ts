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
  // In a network of its own: with `--bridge none` it would take away the bridge of the machine's engine.
  const daemon = spawn(
    'unshare',
    [
      '--net',
      'sh',
      '-c',
      'ip link set lo up; exec dockerd "$@"',
      'dockerd',
      '--host',
      host,
      '--data-root',
      join(data, 'docker'),
      '--exec-root',
      join(folder, 'exec'),
      '--pidfile',
      join(folder, 'pid'),
    ],
    {stdio: 'ignore'},
  );
  const docker = (...args: readonly string[]) =>
    execFileSync('docker', ['--host', host, ...args], {encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore']})
      .split('\n')
      .filter((line) => line !== '');
  onTestFinished(async () => {
    daemon.kill('SIGTERM');
    await until('the engine to end', () => daemon.exitCode !== null || daemon.signalCode !== null);
    rmSync(folder, {recursive: true, force: true});
  });
  await until(
    'the private engine',
    () => {
      try {
        return docker('version', '--format', '{{.Server.Version}}').length > 0;
      } catch {
        return false;
      }
    },
    {everyMs: 200},
  );
  await ensureTinyImage();
  execFileSync('sh', ['-c', `docker save ${tinyImage} | docker --host ${host} load`], {stdio: 'ignore'});
  return {host, docker};
}
