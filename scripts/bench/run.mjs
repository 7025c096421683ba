import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {ensureDependencies, projectNode} from '../setup/dependencies.mjs';
import {ensureEngine} from '../setup/engine.mjs';
import {ensureImages} from '../setup/images.mjs';

const root = join(import.meta.dirname, '..', '..');

await ensureDependencies();
await ensureEngine();
const images = await ensureImages(['haproxy', 'hello']);
const {ensureBuilt} = await import('../build.mjs');
await ensureBuilt();

// Reading certificates makes Node's own start longer, and every ratio better than it is.
const {NODE_EXTRA_CA_CERTS: _, ...env} = process.env;
const context = {node: projectNode, muster: join(root, 'bin', 'run.js'), env, images};
const only = process.argv[2];
const {measureStartup} = await import('./startup.mjs');
const {measureApply} = await import('./apply.mjs');
const results = [
  ...(only === 'apply' ? [] : await measureStartup(context)),
  ...(only === 'startup' ? [] : await measureApply(context)),
];
process.stdout.write(`${table(results)}\n`);
if (!only) writeFileSync(join(root, 'docs', 'benchmarks.md'), page(results));

function table(rows) {
  return [
    '| what | against | median, ms | ratio | target |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({what, against, tookMs, otherMs, target}) =>
        `| ${what} | ${against} | ${tookMs.toFixed(0)} : ${otherMs.toFixed(0)} | ${(tookMs / otherMs).toFixed(2)} | ≤ ${target.toFixed(1)} |`,
    ),
  ].join('\n');
}

function page(rows) {
  const ask = (file, ...args) => execFileSync(file, args, {encoding: 'utf8'}).trim();
  const versions = [
    `Node ${ask(projectNode, '--version')}`,
    `Docker Engine ${ask('docker', 'version', '--format', '{{.Server.Version}}')}`,
    `Compose ${ask('docker', 'compose', 'version', '--short')}`,
  ];
  return [
    '# Benchmarks',
    '',
    '`npm run bench` measures both sides in one run, in turn, and writes this page. Only the ratios mean something: the milliseconds are those of one machine.',
    'The Compose side is `scripts/bench/compose.yaml`, written by hand for the same cluster.',
    '',
    `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores, ${versions.join(', ')}; median of ${Math.min(...rows.map(({rounds}) => rounds))} to ${Math.max(...rows.map(({rounds}) => rounds))} rounds.`,
    '',
    table(rows),
    '',
  ].join('\n');
}
