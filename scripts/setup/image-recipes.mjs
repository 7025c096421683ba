import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {findProgram} from './command.mjs';
import {baseEntries, copy, folder, folderEntries, link, programEntries, programVersion, rootLayer, text} from './root-files.mjs';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const NEW_API_FOLDER = 'test/images/new-api';
const ENTRYPOINT = '/usr/local/bin/docker-entrypoint.sh';

/** `official` is used where it is there or can be pulled; otherwise `local()` describes an image made on this machine. */
export const serviceImages = {
  haproxy: {official: 'haproxy:3.2-alpine', packages: ['haproxy'], program: 'haproxy', local: haproxy},
  redis: {official: 'redis:8-alpine', packages: ['redis-server'], program: 'redis-server', local: redis},
  mysql: {official: 'mysql:8.4', packages: ['mariadb-server'], program: 'mariadbd', local: mariadb},
};

export const nodeImages = {
  hello: {reference: 'muster-hello:1.0.0', sources: helloSources, env: ['VERSION=1.0.0', 'PORT=8080'], user: '1000', port: 8080},
  'hello-next': {
    reference: 'muster-hello:1.1.0',
    sources: helloSources,
    env: ['VERSION=1.1.0', 'PORT=8080'],
    user: '1000',
    port: 8080,
  },
  'new-api': {
    reference: 'muster-new-api:v0.9.2',
    sources: newApiSources,
    appFiles: newApiBundle,
    env: ['VERSION=v0.9.2', 'PORT=3000'],
    port: 3000,
  },
};

async function haproxy() {
  const program = findProgram('haproxy');
  const [version, base, programs] = await Promise.all([
    programVersion(program),
    baseEntries(),
    programEntries({'/usr/local/sbin/haproxy': program}),
  ]);
  const layer = [
    ...base,
    ...programs,
    entrypoint('haproxy'),
    folder('/usr/local/etc/haproxy'),
    folder('/var/lib/haproxy', {owner: 99}),
  ];
  const Cmd = ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'];
  const config = {Env: [PATH], Entrypoint: [ENTRYPOINT], Cmd, WorkingDir: '/var/lib/haproxy', StopSignal: 'SIGUSR1'};
  return serviceImage(`muster-local/haproxy:${version}`, rootLayer(layer), config);
}

async function redis() {
  const program = findProgram('redis-server');
  const [version, base, programs] = await Promise.all([
    programVersion(program),
    baseEntries(),
    programEntries({'/usr/local/bin/redis-server': program, '/usr/local/bin/redis-cli': findProgram('redis-cli')}),
  ]);
  const layer = [...base, ...programs, folder('/data', {owner: 999})];
  const config = {Env: [PATH], Cmd: ['redis-server'], WorkingDir: '/data', ...volume('/data'), ...port(6379)};
  return serviceImage(`muster-local/redis:${version}`, rootLayer(layer), config);
}

async function mariadb() {
  // mariadb-install-db looks for the server in this folder only.
  const server = '/usr/sbin/mariadbd';
  const clients = ['mariadb', 'mariadb-admin', 'mariadb-dump', 'my_print_defaults', 'resolveip'];
  const programs = Object.fromEntries(clients.map((name) => [`/usr/bin/${name}`, findProgram(name)]));
  const [version, base, binaries] = await Promise.all([
    programVersion(findProgram('mariadbd')),
    baseEntries(),
    programEntries({[server]: findProgram('mariadbd'), ...programs}),
  ]);
  const aliases = {mysqld: server, mysql: 'mariadb', mysqladmin: 'mariadb-admin', mysqldump: 'mariadb-dump'};
  const share = ['/usr/share/mysql', '/usr/share/mariadb'].find((path) => existsSync(join(path, 'english')));
  const layer = [
    ...base,
    ...binaries,
    ...Object.entries(aliases).map(([name, target]) => link(`/usr/bin/${name}`, target)),
    copy('/usr/bin/mariadb-install-db', findProgram('mariadb-install-db'), 0o755),
    ...folderEntries(share, {pattern: /\.sql$/}),
    ...['english', 'charsets'].flatMap((name) => folderEntries(join(share, name))),
    entrypoint('mariadb'),
    folder('/var/lib/mysql', {owner: 998}),
  ];
  const config = {Env: [PATH], Entrypoint: [ENTRYPOINT], Cmd: ['mysqld'], ...volume('/var/lib/mysql'), ...port(3306)};
  return serviceImage(`muster-local/mariadb:${version}`, rootLayer(layer), config);
}

const serviceImage = (reference, layer, config) => ({reference, config, inputs: layer, layers: () => [layer]});

/** Several Node images in one go share one layer with Node itself. */
export async function describeNodeImages(names) {
  if (names.length === 0) return [];
  const nodeLayer = await nodeRuntimeLayer();
  return names.map((name) => {
    const {reference, env, user, port: number, sources, appFiles = sources} = nodeImages[name];
    const config = {
      Env: [PATH, ...env],
      Cmd: ['node', 'server.js'],
      WorkingDir: '/app',
      ...(user && {User: user}),
      ...port(number),
    };
    const layers = async () => [nodeLayer, rootLayer(await appFiles())];
    return {reference, config, inputs: [...nodeLayer, ...sources()], layers, appFiles};
  });
}

async function nodeRuntimeLayer() {
  if (process.platform !== 'linux') return [];
  const program = join(projectRoot, 'node_modules/node/bin/node');
  const {version} = JSON.parse(read('node_modules/node/package.json'));
  const [base, runtime] = await Promise.all([baseEntries(), programEntries({'/usr/local/bin/node': program})]);
  // A fresh `npm ci` changes the time of the same binary; its version tells it apart.
  return rootLayer([...base, ...runtime].map((entry) => (entry.source === program ? {...entry, changed: version} : entry)));
}

function helloSources() {
  return ['package.json', 'server.js', 'websocket.js'].map((name) => appFile(name, read('examples/hello', name)));
}

// Bundling takes longer than everything else of a look-up, so the sources and the versions stand for its result.
function newApiSources() {
  const versions = ['mysql2', '@redis/client', 'esbuild'].map(
    (name) => JSON.parse(read('node_modules', name, 'package.json')).version,
  );
  const files = readdirSync(join(projectRoot, NEW_API_FOLDER))
    .filter((name) => name.endsWith('.ts'))
    .sort();
  return [appFile('versions', versions.join()), ...files.map((name) => appFile(name, read(NEW_API_FOLDER, name)))];
}

async function newApiBundle() {
  const {build} = await import('esbuild');
  const {outputFiles} = await build({
    absWorkingDir: projectRoot,
    entryPoints: [join(NEW_API_FOLDER, 'server.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    write: false,
  });
  return [appFile('server.js', outputFiles[0].text)];
}

const read = (...path) => readFileSync(join(projectRoot, ...path), 'utf8');
const appFile = (name, content) => text(`/app/${name}`, content);
const entrypoint = (name) => text(ENTRYPOINT, readFileSync(new URL(`images/${name}-entrypoint.sh`, import.meta.url)), 0o755);
const volume = (path) => ({Volumes: {[path]: {}}});
const port = (number) => ({ExposedPorts: {[`${number}/tcp`]: {}}});
