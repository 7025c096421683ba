import {mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {loadavg, tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {build} from 'esbuild';
import {withMariadb} from './mariadb.mjs';

const root = join(import.meta.dirname, '..', '..');
const clusters = 500;
const heartbeatSeconds = 5;
const measuredMs = 30_000;
/** Shorter than a server lets a connection be silent: all of them are the same before and after. */
const silentMs = 10_000;
const awakeMs = 5000;
const rounds = 3;
/** How often an agent says that its address answers as before, which is part of a beat. */
const addressMs = 60_000;
/** How far the clocks of the machines are apart: ones that are kept, which agree better on most networks, and ones that nobody keeps. */
const apartMs = {kept: 5, astray: 10_000};

/**
 * What a fleet costs its database: as many stores as there are clusters, each with a connection of its own as an agent has, and
 * each beating in turn; against the same connections while they are silent.
 */
export async function measureBeats() {
  const place = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    return await withMariadb((server) => measureOn(server, place));
  } finally {
    rmSync(place, {recursive: true, force: true});
  }
}

async function measureOn({admin, port}, place) {
  await admin.query(`create database muster; set global max_connections = ${clusters + 50}`);
  const [[{pidFile, version}]] = await admin.query('select @@pid_file as pidFile, version() as version');
  const cpuMs = () => cpuMsOf(Number(readFileSync(pidFile, 'utf8')));
  const {openStore, SystemClock, nextBeatMs} = await bundled(place);
  const address = `mysql://bench:bench@127.0.0.1:${port}/muster`;
  const fleet = await openFleet((create) => openStore({address, create, clock: new SystemClock(), version: 'bench'}));
  const rows = [];
  for (let round = 0; round < rounds; round += 1) {
    // Nobody logs in while it is measured.
    await beatFor(fleet, {ms: heartbeatSeconds * 1000, apartMs: apartMs.kept, nextBeatMs});
    const idle = await percentOfCore(cpuMs, () => sleep(silentMs));
    const beating = (apartMs) => percentOfCore(cpuMs, () => beatFor(fleet, {ms: measuredMs, apartMs, nextBeatMs}));
    rows.push({
      idle,
      kept: await beating(apartMs.kept),
      astray: await beating(apartMs.astray),
      perBeatMs: await costAwake(fleet, cpuMs),
    });
  }
  await Promise.all(fleet.map(({store}) => store.close()));
  return {version, load: loadavg()[0], clusters, heartbeatSeconds, apartMs: apartMs.kept, rows};
}

async function openFleet(open) {
  const first = await open(true);
  const declared = Array.from({length: clusters}, (_, index) => ({
    id: `C${index}`,
    name: `cluster-${index}`,
    installation: `${index}`.padStart(32, '0'),
    address: `http://10.0.0.1:${10_000 + index}`,
    heartbeatSeconds,
  }));
  await first.change((before) => ({commit: {after: {...before, clusters: declared}}, result: null}));
  await first.close();
  const fleet = [];
  for (const [index, cluster] of declared.entries()) {
    const store = await open(false);
    const self = {agent: `agent-${index}`, place: `place-${index}`, pidSpace: 'bench', host: 'bench', pid: index + 1};
    const {known} = await store.beat({...self, cluster, known: null, dead: null});
    fleet.push({store, request: {...self, cluster, known, dead: null}});
  }
  return fleet;
}

/** Of a beat, where the next one comes at once: never two together, whose writing would be one. */
async function costAwake(fleet, cpuMs) {
  const [before, beganAt] = [cpuMs(), performance.now()];
  let beats = 0;
  for (; performance.now() - beganAt < awakeMs; beats += 1) {
    const {store, request} = fleet[beats % fleet.length];
    await store.beat(request);
  }
  return (cpuMs() - before) / beats;
}

/** Every cluster has begun at a moment of its own, as agents that were started one after the other have, and beats when an agent would. */
async function beatFor(fleet, {ms, apartMs, nextBeatMs}) {
  const startedAt = Date.now();
  let late = 0;
  const live = async ({store, request}, index) => {
    const ahead = Math.random() * apartMs;
    const now = () => Date.now() + ahead;
    let due = nextBeatMs(startedAt + ahead + (index / fleet.length - 1) * heartbeatSeconds * 1000, heartbeatSeconds);
    let addressDue = startedAt + ahead + (index / fleet.length) * addressMs;
    while (due < startedAt + ahead + ms) {
      while (now() < due) await sleep(Math.max(1, due - now()));
      const [askedMs, isAddressDue] = [now(), now() >= addressDue];
      const outcome = await store.beat({...request, address: isAddressDue ? 'reached' : null});
      if (isAddressDue) addressDue += addressMs;
      if (outcome.state !== 'beating') throw new Error(`${request.cluster.id} is ${outcome.state}`);
      if (askedMs - due > heartbeatSeconds * 500) late += 1;
      due = nextBeatMs(askedMs, heartbeatSeconds);
    }
  };
  await Promise.all(fleet.map(live));
  if (late > 0) throw new Error(`${late} beats came late: the machine is too busy to measure`);
}

async function percentOfCore(cpuMs, work) {
  const [before, beganAt] = [cpuMs(), performance.now()];
  await work();
  return ((cpuMs() - before) / (performance.now() - beganAt)) * 100;
}

/** Processor time that a process and all of its threads have had: proc(5), fields 14 and 15, in hundredths of a second. */
function cpuMsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** What agents use, from the sources. */
async function bundled(place) {
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  const outfile = join(place, 'store.mjs');
  await build({
    stdin: {
      contents: [
        "export {openStore} from './src/adapters/store/open-store.js';",
        "export {SystemClock} from './src/adapters/clock/system-clock.js';",
        "export {nextBeatMs} from './src/core/use-cases/agent-state.js';",
      ].join('\n'),
      resolveDir: root,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3', 'mysql2', 'kysely'],
    logLevel: 'error',
  });
  return import(outfile);
}
