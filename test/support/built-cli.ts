import {createHash} from 'node:crypto';
import {cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync} from 'node:fs';
import {join} from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, '.cache');
const oneHourMs = 3_600_000;

/**
 * The package as a user has it, bundled from the sources as they are now, in a folder named by their digest: several test
 * processes may build at once, and none sees another's half-made files.
 */
export function builtCli(): Promise<string> {
  return (built ??= build());
}

let built: Promise<string> | undefined;

async function build(): Promise<string> {
  const folder = join(cache, `cli-${sourceDigest()}`);
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, {recursive: true});
  for (const path of ['bin', 'package.json']) cpSync(join(root, path), join(making, path), {recursive: true});
  for (const path of ['completions', 'recipes', 'schemas']) symlinkSync(join(root, path), join(making, path));
  // @ts-expect-error: a build script without types.
  const {buildDist} = (await import('../../scripts/build.mjs')) as {buildDist(outdir: string): Promise<unknown>};
  await buildDist(join(making, 'dist'));
  try {
    renameSync(making, folder);
  } catch {
    rmSync(making, {recursive: true, force: true});
  }
  removeOld();
  return folder;
}

function sourceDigest(): string {
  const digest = createHash('sha256');
  for (const path of ['src', 'bin', 'package.json', 'scripts/build.mjs', 'scripts/build']) {
    for (const file of files(join(root, path))) digest.update(`${file} ${statSync(file).mtimeMs} ${statSync(file).size}\n`);
  }
  return digest.digest('hex').slice(0, 16);
}

function files(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function removeOld(): void {
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith('cli-'))) {
    const found = statSync(join(cache, name), {throwIfNoEntry: false});
    if (found && Date.now() - found.mtimeMs > oneHourMs) rmSync(join(cache, name), {recursive: true, force: true});
  }
}
