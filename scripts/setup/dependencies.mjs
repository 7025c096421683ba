import {existsSync, readFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {mustRun, say, searchPath} from './command.mjs';
import {withSetupLock} from './lock.mjs';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The Node release that this project is pinned to. */
export const projectNode = join(projectRoot, 'node_modules/node/bin/node');

/** Runs `npm ci` unless node_modules holds what package-lock.json asks for; says whether it did. */
export async function ensureDependencies() {
  if (isInstalled()) return false;
  return withSetupLock(async () => {
    if (isInstalled()) return false;
    say('installing the dependencies with npm ci');
    await mustRun('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: projectRoot,
      env: {PATH: pathOutsideProject()},
    });
    return true;
  });
}

// Only optional packages, those of other platforms, may be missing; extra ones do no harm.
function isInstalled() {
  const wanted = readLock('package-lock.json');
  const present = readLock('node_modules/.package-lock.json');
  if (!wanted) throw new Error('package-lock.json is missing: the versions to install are unknown.');
  if (!present || !existsSync(projectNode)) return false;
  return Object.entries(wanted)
    .filter(([path, {optional}]) => path !== '' && !(optional && !present[path]))
    .every(([path, {version}]) => present[path]?.version === version);
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(join(projectRoot, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

// npm would otherwise run on the very Node in node_modules that it is about to delete.
const pathOutsideProject = () =>
  searchPath
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
