import {existsSync, readdirSync, rmSync, statSync} from 'node:fs';
import {join, relative} from 'node:path';
import {build} from 'esbuild';

const root = join(import.meta.dirname, '..');
const commands = readdirSync(join(root, 'src/commands'), {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)));

/**
 * Bundles every command with its libraries into chunks that commands share: start-up reads a few files instead of hundreds.
 * Identifiers keep their names, so that stack traces can be read.
 */
export async function buildDist(outdir = join(root, 'dist')) {
  rmSync(outdir, {recursive: true, force: true});
  return build({
    absWorkingDir: root, entryPoints: ['src/cli/main.ts', ...commands], outdir, outbase: 'src', chunkNames: 'chunks/[name]-[hash]',
    bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node22', external: ['better-sqlite3'],
    minifyWhitespace: true, minifySyntax: true, metafile: true, logLevel: 'warning',
    // Libraries in CommonJS call require() for Node's own modules.
    banner: {js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);"},
  });
}

/** Builds unless what is there is newer than every source. */
export async function ensureBuilt() {
  const built = join(root, 'dist/cli/main.js');
  const sources = ['src', 'package-lock.json', 'scripts/build.mjs'].flatMap((path) => files(join(root, path)));
  if (existsSync(built) && sources.every((file) => statSync(file).mtimeMs < statSync(built).mtimeMs)) return;
  await buildDist();
}

function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === import.meta.filename) await buildDist();
