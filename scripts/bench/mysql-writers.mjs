import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {createConnection} from 'mysql2/promise';
import {alternate} from './measure.mjs';

const rounds = 5;
const writers = 16;
const changes = 1000;
const root = join(import.meta.dirname, '..', '..');
const envs = Array.from({length: writers}, (_, index) => `env-${index}`);

/** Changes of topology by many at once, through the store and as the statements that it sent, sent raw. */
export async function measureWriters(bench) {
  const openStore = await bundleStore(bench.place);
  const ours = async (database) => {
    await prepare(bench, openStore, database);
    return timed(() => changeThroughStore(bench, openStore, database));
  };
  const transactions = await recorded(bench, () => ours('recorded'));
  const raw = async () => {
    await prepare(bench, openStore, 'replayed');
    return timed(() => replay(bench, transactions));
  };
  const [tookMs, otherMs] = await alternate(rounds, [() => ours('changed'), raw]);
  return {
    what: `${changes.toLocaleString('en')} new entries by ${writers} writers at once`,
    against: 'the statements of the same transactions, sent raw',
    tookMs,
    otherMs,
    target: 2.0,
    rounds,
  };
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function bundleStore(place) {
  await build({
    absWorkingDir: root,
    entryPoints: ['src/adapters/store/mysql/open.ts', 'src/adapters/clock/system-clock.ts'],
    outdir: place,
    outExtension: {'.js': '.mjs'},
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
    logLevel: 'error',
  });
  const {openMysqlStore} = await import(pathToFileURL(join(place, 'open.mjs')));
  const {SystemClock} = await import(pathToFileURL(join(place, 'system-clock.mjs')));
  return (address) => openMysqlStore({address, create: false, clock: new SystemClock()});
}

/** One environment for each writer, so that none asks for what another holds. */
async function prepare({addressOf, anew}, openStore, database) {
  await anew(database);
  const store = await openStore(addressOf(database));
  const made = envs.map((name) => ({org: 'default', name, workspace: 'default', labels: {}}));
  await store.change((before) => ({commit: {after: {...before, envs: made}}, result: null}));
  await store.close();
}

async function changeThroughStore({addressOf}, openStore, database) {
  let next = 0;
  await Promise.all(
    envs.map(async (env) => {
      const store = await openStore(addressOf(database));
      while (next < changes) {
        const address = `address-${(next += 1)}.example.com:80`;
        const entry = {org: 'default', env, address, backup: false, app: null, path: '/', position: next};
        const part = {org: 'default', envs: [env], addresses: [address]};
        await store.change((before) => ({commit: {after: {...before, entries: [...before.entries, entry]}}, result: null}), part);
      }
      await store.close();
    }),
  );
}

/** The transactions of the work, each as the texts that were sent, in the order in which they began. */
async function recorded({admin}, work) {
  await admin.query("truncate mysql.general_log; set global log_output = 'TABLE', general_log = 1");
  await work();
  await admin.query('set global general_log = 0');
  const [rows] = await admin.query(
    "select thread_id, convert(argument using utf8mb4) as text from mysql.general_log where command_type = 'Query' order by event_time",
  );
  const open = new Map();
  const transactions = [];
  for (const {thread_id: thread, text} of rows) {
    if (/^(?:rollback; )?start transaction; select row_count/.test(text)) {
      open.set(thread, []);
      transactions.push(open.get(thread));
    }
    open.get(thread)?.push(text);
    if (/; commit$/.test(text)) open.delete(thread);
  }
  return transactions.filter((texts) => texts.some((text) => text.includes('insert into `entries`')));
}

async function replay({login}, transactions) {
  const queue = [...transactions];
  await Promise.all(
    envs.map(async () => {
      const connection = await createConnection({...login, database: 'replayed'});
      for (let texts = queue.shift(); texts; texts = queue.shift()) for (const text of texts) await connection.query(text);
      await connection.end();
    }),
  );
}
