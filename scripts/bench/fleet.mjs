import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fleetOf, fleetText} from './fleet-file.mjs';
import {alternate, peakOf, time, timeBeyond} from './measure.mjs';
import {writeRows} from './stored-rows.mjs';

const size = 10_000;
const rounds = 11;
/** So big that what Node itself takes counts for little. */
const sizeForMemory = 100_000;
const memoryRounds = 3;
const curve = [
  {nodes: 1000, rounds: 7},
  {nodes: 10_000, rounds: 7},
  {nodes: 30_000, rounds: 5},
  {nodes: 100_000, rounds: 3},
];
const rawRows = join(import.meta.dirname, 'raw-rows.mjs');
const emptyFile = JSON.stringify({apiVersion: 'muster/v1'});

/** What a large fleet costs: against its rows read and written raw, against an empty store, and by its size. */
export async function measureFleet(context) {
  const place = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const fleet = prepare(context, place, size);
    return {
      rows: [
        ...(await compareWrites(fleet)),
        ...(await compareReads(fleet)),
        await compareEntries(fleet),
        await compareMemory(context, place),
      ],
      curve: await measureCurve(context, place),
    };
  } finally {
    rmSync(place, {recursive: true, force: true});
  }
}

/** The files of a fleet, an empty store, and one that holds the fleet. */
function prepare({node, muster, env}, place, nodes) {
  const at = (name) => join(place, `${nodes}-${name}`);
  const fleet = fleetOf(nodes);
  const files = {json: at('fleet.json'), yaml: at('fleet.yaml'), rows: at('rows.json'), keys: at('keys.json')};
  const [fresh, full, used] = [at('fresh'), at('full'), at('used')];
  writeFileSync(files.json, fleetText(fleet, 'json'));
  const run = (home, ...args) => time({file: node, args: [muster, ...args], env: {...env, MUSTER_HOME: home}});
  const raw = (...args) => timeBeyond({file: node, args: [rawRows, ...args], env});
  const anew = () => copy(fresh, used);
  run(fresh, 'init');
  copy(fresh, full);
  run(full, 'apply', '-f', files.json, '--topology-only');
  const withYaml = () => writeFileSync(files.yaml, fleetText(fleet, 'yaml'));
  return {files, fresh, full, used, run, raw, anew, withYaml};
}

function copy(from, to) {
  rmSync(to, {recursive: true, force: true});
  cpSync(from, to, {recursive: true});
}

async function compareWrites({files, fresh, full, used, run, raw, anew, withYaml}) {
  withYaml();
  writeRows({store: join(full, 'muster.db'), before: join(fresh, 'muster.db'), rowsFile: files.rows, keysFile: files.keys});
  const apply = (file) => () => {
    anew();
    return run(used, 'apply', '-f', file, '--topology-only');
  };
  const insert = () => {
    anew();
    return raw('insert', files.json, join(used, 'muster.db'), files.rows);
  };
  const [json, yaml, rows] = await alternate(rounds, [apply(files.json), apply(files.yaml), insert]);
  const what = `\`muster apply --topology-only\` of ${counted(size)}`;
  return [
    {
      what: `${what}, from JSON`,
      against: 'parsing the file and inserting the same rows raw',
      tookMs: json,
      otherMs: rows,
      target: 2.0,
      rounds,
    },
    {what: `${what}, from YAML`, against: 'the same from JSON', tookMs: yaml, otherMs: json, target: 1.3, rounds},
  ];
}

/** A topology that is still what the file made of it is known by its seals; one that somebody has changed since is read. */
async function compareReads({files, full, run, raw}) {
  const changed = `${full}-changed`;
  copy(full, changed);
  run(changed, 'env', 'create', 'bench');
  const [again, plan, changedPlan, rows] = await alternate(rounds, [
    () => run(full, 'apply', '-f', files.json, '--topology-only'),
    () => run(full, 'plan', '-f', files.json, '--topology-only'),
    () => run(changed, 'plan', '-f', files.json, '--topology-only'),
    () => raw('read', join(full, 'muster.db'), files.keys),
  ]);
  const common = {against: 'reading the same rows raw', otherMs: rows, rounds};
  return [
    {what: 'the same `apply` again, which changes nothing', tookMs: again, target: 3.0, ...common},
    {what: '`muster plan` of it', tookMs: plan, target: 3.0, ...common},
    {what: '`muster plan` of it after another change, so that every row is read', tookMs: changedPlan, ...common},
  ];
}

/** In an environment of its own on the machines of another. */
async function compareEntries({fresh, full, run}) {
  const small = `${fresh}-small`;
  copy(fresh, small);
  run(small, 'node', 'add', 'node-000001', '--connect', 'ssh://ops@10.0.0.0');
  for (const home of [full, small]) {
    run(home, 'env', 'create', 'bench');
    run(home, 'env', 'join', 'bench', 'node-000001');
  }
  let count = 0;
  const add = (home) => () => run(home, 'entry', 'add', `bench-${(count += 1)}.example.com`, '--env', 'bench');
  const [large, empty] = await alternate(rounds, [add(full), add(small)]);
  return {
    what: 'one `muster entry add` in that fleet',
    against: 'the same in a store with one node',
    tookMs: large,
    otherMs: empty,
    target: 3.0,
    rounds,
  };
}

/** Both sides over the same on an empty file, so that what Node and the program take themselves is left out. */
async function compareMemory({node, muster, env}, place) {
  const [file, empty, home] = ['fleet.json', 'empty.json', 'home'].map((name) => join(place, name));
  writeFileSync(file, fleetText(fleetOf(sizeForMemory), 'json'));
  writeFileSync(empty, emptyFile);
  const apply = (from) => () => {
    rmSync(home, {recursive: true, force: true});
    const own = {...env, MUSTER_HOME: home};
    time({file: node, args: [muster, 'init'], env: own});
    return peakOf({file: node, args: [muster, 'apply', '-f', from, '--topology-only'], env: own});
  };
  const parse = (from) => () => peakOf({file: node, args: [rawRows, 'parse', from], env});
  const [took, idle, parsed, bare] = await alternate(memoryRounds, [apply(file), apply(empty), parse(file), parse(empty)]);
  return {
    what: `peak memory of \`apply\` of ${counted(sizeForMemory)}`,
    against: 'reading and parsing the file; both over the same with an empty file',
    tookMs: took - idle,
    otherMs: parsed - bare,
    unit: 'MB',
    target: 3.0,
    rounds: memoryRounds,
  };
}

async function measureCurve(context, place) {
  const points = [];
  for (const {nodes, rounds} of curve) {
    const {files, full, used, run, anew} = prepare(context, place, nodes);
    const [first, again] = await alternate(rounds, [
      () => {
        anew();
        return run(used, 'apply', '-f', files.json, '--topology-only');
      },
      () => run(full, 'apply', '-f', files.json, '--topology-only'),
    ]);
    points.push({nodes, firstMs: first, againMs: again});
  }
  return points;
}

function counted(nodes) {
  return `${nodes.toLocaleString('en')} nodes, ${(nodes / 10).toLocaleString('en')} envs and ${nodes.toLocaleString('en')} deployments`;
}
