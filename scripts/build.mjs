import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {bundle} from './build/bundle.mjs';
import {writeLicenses} from './build/licenses.mjs';
import {writeManifest} from './build/manifest.mjs';

const root = join(import.meta.dirname, '..');

/** Bundles the sources into `outdir` and describes the commands beside it; what was there is replaced when all of it is ready. */
export async function buildDist(outdir = join(root, 'dist')) {
  const making = `${outdir}.${process.pid}`;
  rmSync(making, {recursive: true, force: true});
  const metafiles = await bundle(root, making);
  stampFiles(making);
  writeLicenses({root, metafiles, file: join(making, 'LICENSES.txt')});
  rmSync(outdir, {recursive: true, force: true});
  renameSync(making, outdir);
  await writeManifest(dirname(outdir));
}

/** Each file begins with what tells it from any other, and is plain ASCII, which is read faster. */
function stampFiles(folder) {
  for (const file of files(folder)) {
    const code = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const text = readFileSync(file, 'utf8').replaceAll(/[^\0-\x7f]/g, code);
    const build = createHash('sha256').update(text).digest('hex').slice(0, 32);
    writeFileSync(file, `//${build}\n${text}`);
  }
}

/** Builds unless what is there is newer than every source. */
export async function ensureBuilt() {
  const built = join(root, 'dist/muster.cjs');
  const sources = ['src', 'package-lock.json', 'package.json', 'scripts/build.mjs', 'scripts/build'].flatMap((path) =>
    files(join(root, path)),
  );
  if (existsSync(built) && sources.every((file) => statSync(file).mtimeMs < statSync(built).mtimeMs)) return;
  await buildDist();
}

function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === import.meta.filename) await buildDist();
