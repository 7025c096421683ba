import {spawnSync} from 'node:child_process';
import {join} from 'node:path';

const root = join(import.meta.dirname, '..');

/** The quick start has a store of its own inside the checkout. */
export const quickstartHome = join(root, '.muster');
export const quickstartFile = join('examples', 'quickstart.yaml');

/** Shows a `muster` command as one would type it, runs it, and returns its exit code. */
export function showMuster(...args) {
  process.stdout.write(`\n$ muster ${args.join(' ')}\n`);
  const node = join(root, 'node_modules', '.bin', 'node');
  const {status} = spawnSync(node, [join('bin', 'run.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, MUSTER_HOME: quickstartHome},
  });
  return status ?? 1;
}
