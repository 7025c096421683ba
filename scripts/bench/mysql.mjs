import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fleetOf} from './fleet-file.mjs';
import {withMariadb} from './mariadb.mjs';
import {alternate, time, timeBeyond} from './measure.mjs';
import {measureWriters} from './mysql-writers.mjs';

const rounds = 11;
const nodesInList = 100;
const nodesInApply = 10_000;
const rawRows = join(import.meta.dirname, 'mysql-rows.mjs');

/** What a store on a server of this machine costs: against Node alone, and against its own statements sent raw. */
export function measureMysql(context) {
  return withMariadb(async (server) => {
    const place = mkdtempSync(join(tmpdir(), 'muster-bench-'));
    try {
      const bench = benchOf(context, server, place);
      return [await compareList(bench), await compareApply(bench), await measureWriters(bench)];
    } finally {
      rmSync(place, {recursive: true, force: true});
    }
  });
}

function benchOf({node, muster, env}, {admin, port, login}, place) {
  const addressOf = (database) => `mysql://bench:bench@127.0.0.1:${port}/${database}`;
  const run = (database, ...args) =>
    time({
      file: node,
      args: [muster, ...args],
      env: {...env, MUSTER_HOME: join(place, 'home'), MUSTER_STORE: addressOf(database)},
    });
  return {
    node,
    env,
    admin,
    login,
    place,
    addressOf,
    run,
    /** An empty store in the database. */
    async anew(database) {
      await admin.query(`drop database if exists ${database}; create database ${database}`);
      run(database, 'init');
    },
    writeNodes(count) {
      const file = join(place, `${count}.json`);
      writeFileSync(file, JSON.stringify({apiVersion: 'muster/v1', nodes: fleetOf(count).nodes}));
      return file;
    },
  };
}

async function compareList({node, env, run, anew, writeNodes}) {
  await anew('listed');
  run('listed', 'apply', '-f', writeNodes(nodesInList));
  const [list, bare] = await alternate(rounds, [
    () => run('listed', 'node', 'list', '--json'),
    () => time({file: node, args: ['-e', '0'], env}),
  ]);
  return {
    what: `\`muster node list --json\` with ${nodesInList} nodes`,
    against: '`node -e 0`',
    tookMs: list,
    otherMs: bare,
    target: 2.8,
    rounds,
  };
}

async function compareApply(bench) {
  const {node, env, login, run, anew, place, writeNodes} = bench;
  const [file, rows] = [writeNodes(nodesInApply), join(place, 'rows.json')];
  await anew('applied');
  run('applied', 'apply', '-f', file);
  writeFileSync(rows, JSON.stringify(await rowsOf(bench, 'applied')));
  const apply = async () => {
    await anew('applied');
    return run('applied', 'apply', '-f', file);
  };
  const insert = async () => {
    await anew('raw');
    return timeBeyond({file: node, args: [rawRows, JSON.stringify({...login, database: 'raw'}), rows], env});
  };
  const [applied, raw] = await alternate(rounds, [apply, insert]);
  return {
    what: `\`muster apply\` of ${nodesInApply.toLocaleString('en')} nodes`,
    against: 'a process that inserts the same rows, 500 a statement',
    tookMs: applied,
    otherMs: raw,
    target: 1.5,
    rounds,
  };
}

/** What `apply` has written, as tables to be inserted in this order. */
async function rowsOf({admin}, database) {
  const tables = [];
  for (const table of ['node_groups', 'nodes', 'node_endpoints']) {
    const where = table === 'node_groups' ? "where name <> 'default'" : '';
    const [rows, fields] = await admin.query({sql: `select * from ${database}.${table} ${where}`, rowsAsArray: true});
    tables.push({table, columns: fields.map(({name}) => name), rows});
  }
  return tables;
}
