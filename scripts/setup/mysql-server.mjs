import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {mustRun, run, say} from './command.mjs';
import {machineMirror} from './compose.mjs';
import {withSetupLock} from './lock.mjs';
import {BUILD_LABEL} from './pack-image.mjs';
import {distribution, installPackages, isDebianAsRoot} from './packages.mjs';
import {pull} from './registry.mjs';

const OFFICIAL = 'mysql:9';
/** No stable release of Debian has MySQL itself. */
const RELEASE_WITH_MYSQL = 'sid';
const LOCAL = `muster-local/mysql:${RELEASE_WITH_MYSQL}`;
const PACKAGES = ['mysql-server-core', 'mysql-client-core'];

/** The image of a MySQL server, made where no registry has one; null where it cannot be had, which is told. */
export async function ensureMysqlServer() {
  return (await present()) ?? withSetupLock(async () => (await present()) ?? (await pulled()) ?? (await made()));
}

async function present() {
  for (const reference of [LOCAL, OFFICIAL]) {
    const {code} = await run('docker', ['image', 'inspect', reference]);
    if (code === 0) return reference;
  }
  return undefined;
}

async function pulled() {
  return (await pull(OFFICIAL)) ? OFFICIAL : undefined;
}

async function made() {
  try {
    if (!isDebianAsRoot() || distribution().ID !== 'debian') throw new Error('only as root on Debian can it be made');
    say(`taking MySQL from Debian ${RELEASE_WITH_MYSQL}`);
    await installPackages(['mmdebstrap']);
    return await importRoot();
  } catch (error) {
    say(`MySQL itself cannot be had here, so that only MariaDB is tested: ${error.message}`);
    return null;
  }
}

async function importRoot() {
  const folder = mkdtempSync(join(tmpdir(), 'muster-mysql-'));
  const archive = join(folder, 'root.tar');
  // A mirror that is a copy of some day would be refused as out of date.
  const options = ['--variant=minbase', '--mode=root', '--aptopt=Acquire::Check-Valid-Until "false"'];
  try {
    await mustRun('mmdebstrap', [...options, `--include=${PACKAGES.join()}`, RELEASE_WITH_MYSQL, archive, machineMirror()]);
    const changes = [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      `LABEL ${BUILD_LABEL}=${RELEASE_WITH_MYSQL}`,
    ];
    await mustRun('docker', ['import', ...changes.flatMap((change) => ['-c', change]), archive, LOCAL]);
    return LOCAL;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
