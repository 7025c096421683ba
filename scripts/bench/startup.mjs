import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {alternate, time} from './measure.mjs';

const rounds = 15;
const nodeCount = 100;

/** What starting a command costs, against starting Node alone. */
export async function measureStartup({node, muster, env}) {
  const home = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const own = {...env, MUSTER_HOME: home};
    const run = (...args) => time({file: node, args: [muster, ...args], env: own});
    run('init');
    run('apply', '-f', writeNodes(home));
    const [bare, list, help] = await alternate(rounds, [
      () => time({file: node, args: ['-e', '0'], env: own}),
      () => run('node', 'list', '--json'),
      () => run('--help'),
    ]);
    return [
      {
        what: `\`muster node list --json\` with ${nodeCount} nodes`,
        against: '`node -e 0`',
        tookMs: list,
        otherMs: bare,
        target: 2.5,
        rounds,
      },
      {what: '`muster --help`', against: '`node -e 0`', tookMs: help, otherMs: bare, target: 2.3, rounds},
    ];
  } finally {
    rmSync(home, {recursive: true, force: true});
  }
}

function writeNodes(home) {
  const nodes = Object.fromEntries(
    Array.from({length: nodeCount}, (_, index) => [`node-${index + 1}`, {connect: `ssh://ops@10.0.0.${index + 1}`}]),
  );
  const file = join(home, 'nodes.json');
  writeFileSync(file, JSON.stringify({apiVersion: 'muster/v1', nodes}));
  return file;
}
