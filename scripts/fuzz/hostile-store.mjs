import {rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {build} from 'esbuild';
import {control} from './values.mjs';

const text = `a${control.join('b')}\nc\td`;

/** Writes what no door lets in into a store, as another program or an older Muster may have: through the store itself. */
export async function makeHostile(root, home) {
  const store = await (
    await storeOf(root)
  )({
    path: join(home, 'muster', 'muster.db'),
    create: false,
    clock: {now: () => new Date().toISOString(), nowMs: Date.now, sleep: () => Promise.resolve(), newId: () => 'hostile'},
  });
  await store.change((before) => ({result: null, commit: {after: hostile(before)}}));
  const holder = {actor: text, host: text, pid: 1, command: text, operation: null, reason: text};
  for (const resource of ['env default/more', `env default/${text}`])
    await store.acquireLeases({resources: [resource], holder, ttlMs: null});
  await store.appendAudit(record());
  await store.close();
}

function hostile(before) {
  const [node] = before.nodes;
  const [env] = before.envs;
  const config = {org: env.org, env: env.name, app: null};
  return {
    ...before,
    clusters: before.clusters.map((cluster) => ({...cluster, name: text.slice(0, 60)})),
    nodes: [
      ...before.nodes.map((each) => ({...each, zone: text.slice(0, 60), labels: {...each.labels, [text]: text}})),
      {...node, name: text.slice(0, 60), connect: `ssh://${text}`, address: text},
    ],
    envs: [...before.envs.map((each) => ({...each, labels: {title: text}})), {...env, name: text.slice(0, 60)}],
    entries: [...before.entries, {org: env.org, env: env.name, address: text, backup: true, app: null, path: text, position: 9}],
    services: before.services.map((each) => (each.url === null ? each : {...each, url: text})),
    configs: [...before.configs, {...config, key: 'HOSTILE', value: text}, {...config, key: text, value: text}],
  };
}

function record() {
  const at = new Date().toISOString();
  const words = {actor: text, host: text, command: text, arguments: [text, '', "it's"], outcome: text, overridden: [text]};
  return {...words, id: '20260101-000000-hostile', at, exit: 0, operation: text.slice(0, 60)};
}

/** Beside the libraries that it loads, of which one is no JavaScript. */
async function storeOf(root) {
  const outfile = join(root, '.cache', `fuzz-store.${process.pid}.cjs`);
  const entry = join(root, 'src/adapters/store/sqlite/open.ts');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const {openSqliteStore} = createRequire(outfile)(outfile);
  rmSync(outfile);
  return openSqliteStore;
}
