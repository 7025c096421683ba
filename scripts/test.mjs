import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {ensureDependencies} from './setup/dependencies.mjs';
import {ensureEngine, ensurePackages} from './setup/engine.mjs';
import {ensureImages} from './setup/images.mjs';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');
const ring = process.argv[2] ?? 'all';

await ensureDependencies();
run('tsc', ['-p', '.']);
const {ensureBuilt} = await import('./build.mjs');
await ensureBuilt();
run('vitest', ['run', '--project', 'unit']);
if (ring === 'all' || ring === 'soak') {
  await ensureEngine();
  await ensurePackages(['haproxy', 'redis-server', 'mariadb-server', 'iproute2', 'busybox-static']);
  const images = await ensureImages();
  run('vitest', ['run', '--project', 'real'], {MUSTER_TEST_IMAGES: JSON.stringify(images), ...(ring === 'soak' ? {MUSTER_SOAK: '1'} : {})});
}

/** Everything runs on the pinned Node, whatever started this script. */
function run(program, args, env = {}) {
  const {status} = spawnSync(join(bin, 'node'), [join(bin, program), ...args], {cwd: root, stdio: 'inherit', env: {...process.env, ...env, PATH: `${bin}:${process.env.PATH}`}});
  if (status !== 0) process.exit(status ?? 1);
}
