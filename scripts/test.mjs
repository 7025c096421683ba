import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ensureDependencies} from './setup/dependencies.mjs';
import {ensureEngine, ensurePackages} from './setup/engine.mjs';
import {ensureImages} from './setup/images.mjs';
import {ensureMysqlServer} from './setup/mysql-server.mjs';
import {isDebianAsRoot} from './setup/packages.mjs';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');
const [wanted = 'all'] = process.argv.slice(2);
const reports = mkdtempSync(join(tmpdir(), 'muster-reports-'));
/** For the hosts of test/rig. */
const rigPackages = ['openssh-server', 'openssh-client', 'iproute2', 'iptables', 'openssl'];
/** For the tests that sit at a terminal. */
const shellPackages = ['tmux', 'bash-completion', 'zsh', 'fish'];
const counts = {passed: 0, failed: 0, skipped: 0};

await ensureDependencies();
run('tsc', ['-p', '.']);
run('prettier', ['--check', '--log-level', 'warn', '.']);
const {ensureBuilt} = await import('./build.mjs');
await ensureBuilt();
const soak = wanted === 'soak' ? {MUSTER_SOAK: '1'} : {};
runRing('unit', soak);
if (wanted !== 'unit') {
  await ensureEngine();
  if (isDebianAsRoot())
    await ensurePackages([
      'haproxy',
      'redis-server',
      'mariadb-server',
      'busybox-static',
      'chromium',
      ...shellPackages,
      ...rigPackages,
    ]);
  const images = await ensureImages();
  const mysql = (await ensureMysqlServer()) ?? '';
  const env = {MUSTER_TEST_IMAGES: JSON.stringify(images), MUSTER_TEST_MYSQL: mysql, ...soak};
  for (const ring of ['real', 'mysql']) runRing(ring, env);
}
finish();

/** Fastest first: a ring that fails ends the run. */
function runRing(project, env = {}) {
  const report = join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = execute('vitest', ['run', '--project', project, ...reporters], env);
  count(report);
  if (status !== 0) finish(status);
}

function count(report) {
  const {numPassedTests, numFailedTests, numPendingTests, numTodoTests} = JSON.parse(readFileSync(report, 'utf8'));
  counts.passed += numPassedTests;
  counts.failed += numFailedTests;
  counts.skipped += numPendingTests + numTodoTests;
}

/** Nothing may be skipped where it counts. */
function finish(status = 0) {
  rmSync(reports, {recursive: true, force: true});
  process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  const skippedInCi = process.env.CI === 'true' && counts.skipped > 0;
  if (skippedInCi) process.stdout.write('With CI=true no test may be skipped.\n');
  process.exit(status || (skippedInCi ? 1 : 0));
}

function run(program, args) {
  const status = execute(program, args);
  if (status !== 0) process.exit(status);
}

/** Everything runs on the pinned Node, whatever started this script. */
function execute(program, args, env = {}) {
  const {status} = spawnSync(join(bin, 'node'), [join(bin, program), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, ...env, PATH: `${bin}:${process.env.PATH}`},
  });
  return status ?? 1;
}
