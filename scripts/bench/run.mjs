import {join} from 'node:path';
import {ensureDependencies, projectNode} from '../setup/dependencies.mjs';
import {ensureEngine} from '../setup/engine.mjs';
import {ensureImages} from '../setup/images.mjs';
import {beatsSection, fleetSection, mysqlSection, smallSection, writeSection} from './page.mjs';

const root = join(import.meta.dirname, '..', '..');

await ensureDependencies();
const only = process.argv[2];
const needsEngine = !['fleet', 'mysql', 'beats'].includes(only);
if (needsEngine) await ensureEngine();
const images = needsEngine ? await ensureImages(['haproxy', 'hello']) : {};
const {ensureBuilt} = await import('../build.mjs');
await ensureBuilt();

// Reading certificates makes Node's own start longer, and every ratio better than it is.
const {NODE_EXTRA_CA_CERTS: _, ...env} = process.env;
const context = {node: projectNode, muster: join(root, 'bin', 'run.js'), env, images};
const parts = {
  small: async () => [
    ...(await (await import('./startup.mjs')).measureStartup(context)),
    ...(await (await import('./apply.mjs')).measureApply(context)),
  ],
  fleet: async () => (await import('./fleet.mjs')).measureFleet(context),
  mysql: async () => (await import('./mysql.mjs')).measureMysql(context),
  beats: async () => (await import('./beats.mjs')).measureBeats(),
};
const measured = {};
for (const [name, measure] of Object.entries(parts)) if (!only || only === name) measured[name] = await measure();
const {small, fleet, mysql, beats} = measured;
if (small) process.stdout.write(`${smallSection(small)}\n`);
if (fleet) process.stdout.write(`${fleetSection(fleet)}\n`);
if (mysql) process.stdout.write(`${mysqlSection(mysql)}\n`);
if (beats) process.stdout.write(`${beatsSection(beats)}\n`);
const page = join(root, 'docs', 'benchmarks.md');
if (small) writeSection(page, smallSection(small));
if (fleet) writeSection(page, fleetSection(fleet));
if (mysql) writeSection(page, mysqlSection(mysql));
if (beats) writeSection(page, beatsSection(beats));
