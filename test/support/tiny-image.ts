import {execFile} from 'node:child_process';
import {copyFile, mkdir, mkdtemp, rm, symlink} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

export const tinyImage = 'muster-test-tiny:1';
const busybox = '/usr/bin/busybox';
const usualApplets = ['sh', 'cat', 'echo', 'env', 'httpd', 'kill', 'nc', 'sleep', 'test', 'true', 'false', 'wget'];

/** An image of nothing but a static busybox: two megabytes, made without a registry. */
export async function ensureTinyImage(): Promise<string> {
  const present = await run('docker', ['image', 'inspect', '-f', '{{.Id}}', tinyImage]).then(
    ({stdout}) => stdout.trim(),
    () => null,
  );
  return present ?? makeTinyImage(tinyImage, usualApplets);
}

/** An image with those programs of busybox alone; returns its id. */
export async function makeTinyImage(image: string, applets: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-tiny-'));
  try {
    const root = join(folder, 'root');
    for (const name of ['bin', 'tmp', 'etc', 'proc', 'sys', 'dev']) await mkdir(join(root, name), {recursive: true});
    await copyFile(busybox, join(root, 'bin', 'busybox'));
    for (const applet of applets) await symlink('busybox', join(root, 'bin', applet));
    const archive = join(folder, 'root.tar');
    await run('tar', ['-C', root, '--numeric-owner', '-cf', archive, '.']);
    const {stdout} = await run('docker', ['import', '-c', 'CMD ["sleep","3600"]', archive, image]);
    return stdout.trim();
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
