import {chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {mustRun, run, say} from './command.mjs';
import {distribution, installPackages, packageCandidate, refreshPackageLists} from './packages.mjs';

const PLUGIN_FOLDER = '/usr/local/lib/docker/cli-plugins';
const PLUGIN_IN_PACKAGE = 'usr/libexec/docker/cli-plugins/docker-compose';
const RELEASE_WITH_COMPOSE_V2 = 'trixie';

export async function composeVersion() {
  const {code, stdout} = await run('docker', ['compose', 'version', '--short']);
  return code === 0 ? stdout.trim().replace(/^v/, '') : undefined;
}

export const isComposeV2 = (version) => Number.parseInt(version ?? '0', 10) >= 2;

/** Puts Compose v2 in place; the caller holds the setup lock. */
export async function installCompose() {
  const name = (await packageWithComposeV2()) ?? (await refreshPackageLists(), await packageWithComposeV2());
  if (name) await installPackages([name]);
  else if (distribution().ID === 'debian') await installFromNextRelease();
  else throw new Error('No package of this distribution has Docker Compose v2: install the plugin docker-compose by hand.');
}

async function packageWithComposeV2() {
  for (const name of ['docker-compose-v2', 'docker-compose-plugin', 'docker-compose']) {
    if (isComposeV2(await packageCandidate(name))) return name;
  }
}

async function installFromNextRelease() {
  say(`taking Docker Compose v2 from Debian ${RELEASE_WITH_COMPOSE_V2}`);
  const folder = mkdtempSync(join(tmpdir(), 'muster-compose-'));
  try {
    const options = nextReleaseOptions(folder);
    await mustRun('apt-get', [...options, 'update', '-q'], {cwd: folder});
    await mustRun('apt-get', [...options, 'download', 'docker-compose'], {cwd: folder});
    const archive = readdirSync(folder).find((file) => file.endsWith('.deb'));
    await mustRun('dpkg', ['-x', archive, 'unpacked'], {cwd: folder});
    mkdirSync(PLUGIN_FOLDER, {recursive: true});
    copyFileSync(join(folder, 'unpacked', PLUGIN_IN_PACKAGE), join(PLUGIN_FOLDER, 'docker-compose'));
    chmodSync(join(PLUGIN_FOLDER, 'docker-compose'), 0o755);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function nextReleaseOptions(folder) {
  const lists = join(folder, 'lists');
  mkdirSync(join(lists, 'partial'), {recursive: true});
  const sources = join(folder, 'next.list');
  writeFileSync(sources, `deb ${machineMirror()} ${RELEASE_WITH_COMPOSE_V2} main\n`);
  const settings = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': lists,
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'APT::Sandbox::User': 'root',
  };
  return Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
}

export function machineMirror() {
  const {VERSION_CODENAME: codename} = distribution();
  const uri = aptSources().find((source) => source.suites.includes(codename))?.uri;
  if (uri) return uri;
  throw new Error(`No Debian mirror for ${codename} stands in /etc/apt: nothing of another release can be fetched.`);
}

function aptSources() {
  const parts = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...list(parts).map((name) => join(parts, name))];
  return files.flatMap((file) => {
    if (file.endsWith('.sources'))
      return read(file)
        .split(/\n\s*\n/)
        .flatMap(parseStanza);
    return file.endsWith('.list') ? read(file).split('\n').flatMap(parseLine) : [];
  });
}

function parseStanza(text) {
  const field = (name) => new RegExp(`^${name}:\\s*(.+)$`, 'm').exec(text)?.[1].trim().split(/\s+/) ?? [];
  const enabled = field('Enabled')[0] !== 'no' && field('Types').includes('deb');
  return enabled ? field('URIs').map((uri) => ({uri, suites: field('Suites')})) : [];
}

function parseLine(line) {
  const [, uri, suite] = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line) ?? [];
  return uri ? [{uri, suites: [suite]}] : [];
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
