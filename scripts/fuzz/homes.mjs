import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {makeHostile} from './hostile-store.mjs';

/** Installations that cases begin with; each case has a copy of its own. */
export const homeNames = [
  'none',
  'empty',
  'fleet',
  'fleet',
  'fleet',
  'keyless',
  'broken-store',
  'broken-context',
  'hostile',
  'hostile',
];

/** Of each secret in them; no answer shows it. */
export const sealedSecret = 'hunter2-hunter2-hunter2';

const fleet = [
  'node add web-1 --connect local --zone a --label rack=r7 --capacity cpu=8,memory=32GiB',
  'node add web-2 --connect ssh://127.0.0.1:1 --address 127.0.0.1',
  'group create edge',
  'org create acme',
  'workspace create team',
  'env create prod --label stage=production',
  'env create stage',
  'env join stage web-2',
  'entry add a.com --env prod',
  'config set A=1 B=two --env prod',
  'secret set TOKEN --env prod',
  'secret set SESSION_SECRET --env stage',
  'service add db --env prod --kind mysql --url mysql://u@127.0.0.1:1/a --password-secret TOKEN',
  'apply -f quickstart.yaml --topology-only --yes',
  'plan -f plan.yaml --out plan.json',
  'cluster join --id EAST --no-address',
  'lock acquire --env stage --reason maintenance',
];

/** Makes them once, in a temporary folder that the caller removes. */
export async function makeHomes({root, cli, environment}) {
  const folder = mkdtempSync(join(tmpdir(), 'muster-fuzz-'));
  const at = (name) => join(folder, name);
  for (const name of new Set(homeNames)) mkdirSync(at(name), {recursive: true});
  const run = (name, line) =>
    spawnSync(process.execPath, [cli, ...line.split(' ')], {
      cwd: at(name),
      env: environment(at(name)),
      input: `${sealedSecret}\n`,
    });
  run('empty', 'init');
  run('fleet', 'init');
  cpSync(join(root, 'examples/quickstart.yaml'), join(at('fleet'), 'quickstart.yaml'));
  writeFileSync(
    join(at('fleet'), 'plan.yaml'),
    'apiVersion: muster/v1\nnodes:\n  new-1: {connect: local}\nenvs:\n  more: {nodes: []}\n',
  );
  for (const line of fleet) run('fleet', line);
  for (const name of ['keyless', 'broken-store', 'broken-context', 'hostile']) cpSync(at('fleet'), at(name), {recursive: true});
  writeFileSync(join(at('keyless'), 'muster/key'), 'x');
  writeFileSync(join(at('broken-store'), 'muster/muster.db'), 'SQLite format 3\0nothing');
  writeFileSync(join(at('broken-context'), 'muster/context.json'), '{"env": 1, "nope": ');
  await makeHostile(root, at('hostile'));
  return {folder, take: (name, target) => takeHome(at(name), target)};
}

function takeHome(source, target) {
  cpSync(source, target, {recursive: true});
  mkdirSync(join(target, 'folder'));
  symlinkSync('/dev/full', join(target, 'full'));
  symlinkSync('loop', join(target, 'loop'));
  writeFileSync(join(target, 'unreadable'), '', {mode: 0});
  writeFileSync(join(target, 'empty'), '');
  writeFileSync(join(target, 'not-a-store.db'), 'not a store\n'.repeat(200));
  if (existsSync(join(target, 'plan.json'))) return JSON.parse(readFileSync(join(target, 'plan.json'), 'utf8'));
  return null;
}
