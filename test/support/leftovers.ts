import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {docker} from './docker.js';
import {findProcessesIn, isAlive, killHard} from './processes.js';

const common = 'muster-test-';

/** Homes bear the id of the process that made them, so that a later run knows whose maker is gone. */
export const homePrefix = `${common}${process.pid}-`;

/** Ends every process of an installation, and removes its containers, networks, volumes and home. */
export async function removeInstallation(home: string, id: string): Promise<void> {
  // A Muster that was killed leaves a compose that goes on.
  findProcessesIn(home).forEach(killHard);
  const label = `label=muster.installation=${id}`;
  const ids = await docker('ps', '-aq', '--filter', label);
  if (ids.length > 0) await docker('rm', '-f', '-v', ...ids);
  for (const kind of ['network', 'volume']) {
    const names = await docker(kind, 'ls', '-q', '--filter', label);
    if (names.length > 0) await docker(kind, 'rm', ...names);
  }
  await rm(home, {recursive: true, force: true});
}

/** Removes what runs left that were ended from outside: an engine has room for some thirty networks only. */
export async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const maker = new RegExp(`^${common}(\\d+)-`).exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    const home = join(tmpdir(), name);
    const identity = join(home, 'INSTALL.json');
    if (existsSync(identity))
      await removeInstallation(home, (JSON.parse(readFileSync(identity, 'utf8')) as {installId: string}).installId);
    else {
      findProcessesIn(home).forEach(killHard);
      await rm(home, {recursive: true, force: true});
    }
  }
}
