import {existsSync, readdirSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {findProgram, mustRun, run} from './command.mjs';

const ACCOUNTS = {root: 0, haproxy: 99, mysql: 998, redis: 999, node: 1000, nobody: 65534};
const NAME_SERVICE_LIBRARIES = ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2'];

/** What every image made here starts from: a shell with its tools, accounts, name look-up and the usual folders. */
export async function baseEntries() {
  const {stdout} = await run('busybox', ['--list']);
  const applets = stdout.split('\n').filter((name) => name && name !== 'busybox');
  return [
    ...(await programEntries({'/bin/busybox': findProgram('busybox')})),
    ...applets.map((name) => link(`/bin/${name}`, 'busybox')),
    text(
      '/etc/passwd',
      Object.entries(ACCOUNTS)
        .map(([name, id]) => `${name}:x:${id}:${id}::/:/bin/sh\n`)
        .join(''),
    ),
    text(
      '/etc/group',
      Object.entries(ACCOUNTS)
        .map(([name, id]) => `${name}:x:${id}:\n`)
        .join(''),
    ),
    text('/etc/nsswitch.conf', 'hosts: files dns\n'),
    folder('/tmp', {mode: 0o1777}),
    ...['/dev', '/proc', '/run', '/sys', '/var/log'].map((path) => folder(path)),
  ];
}

/** `{ path in the image: file of this machine }`, each with the libraries that its loader asks for. */
export async function programEntries(programs) {
  const libraries = await Promise.all(Object.values(programs).map(sharedLibraries));
  const copies = Object.entries(programs).map(([path, source]) => copy(path, source, 0o755));
  return [...copies, ...[...new Set(libraries.flat())].map((path) => copy(path, path, 0o755))];
}

/** The files of a folder of this machine, at the same place in the image. */
export function folderEntries(path, {pattern = /./} = {}) {
  return readdirSync(path, {withFileTypes: true})
    .filter((item) => item.isFile() && pattern.test(item.name))
    .map(({name}) => copy(join(path, name), join(path, name), 0o644));
}

export function copy(path, source, mode = 0o644) {
  const {size, mtimeMs} = statSync(source);
  return {path, source, mode, size, changed: mtimeMs};
}

export const folder = (path, options = {}) => ({path, kind: 'folder', mode: 0o755, ...options});

export const link = (path, target) => ({path, kind: 'link', mode: 0o777, target});

export function text(path, value, mode = 0o644) {
  const content = Buffer.from(value);
  return {path, content, mode, size: content.length};
}

/** Entries in the shape the archive wants: relative, each path once, every parent folder before its children. */
export function rootLayer(entries) {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  for (const path of [...byPath.keys()]) {
    for (let parent = dirname(path); parent !== '/'; parent = dirname(parent)) {
      if (!byPath.has(parent)) byPath.set(parent, folder(parent));
    }
  }
  return [...byPath.values()].sort(inPathOrder).map((entry) => ({...entry, path: entry.path.slice(1)}));
}

const inPathOrder = (one, other) => (one.path < other.path ? -1 : 1);

async function sharedLibraries(program) {
  const {code, stdout} = await run('ldd', [program]);
  if (code !== 0) return [];
  const direct = [...stdout.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path]) => path);
  const libc = direct.find((path) => /\/libc\.so/.test(path));
  const byName = libc ? NAME_SERVICE_LIBRARIES.map((name) => join(dirname(libc), name)).filter((path) => existsSync(path)) : [];
  return [...direct, ...byName];
}

export async function programVersion(program) {
  const flag = program.endsWith('haproxy') ? '-v' : '--version';
  return /\d+\.\d+\.\d+/.exec(await mustRun(program, [flag]))?.[0];
}
