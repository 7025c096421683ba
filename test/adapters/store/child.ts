import {setTimeout as sleep} from 'node:timers/promises';
import {SystemClock} from '../../../src/adapters/clock/system-clock.js';
import {openStore} from '../../../src/adapters/store/open-store.js';
import type {Store} from '../../../src/core/ports/store.js';

/** Run as a process of its own: `child.mjs PATH TASK ARGUMENT`. */
const [path = '', task = '', argument = ''] = process.argv.slice(2);
const holder = {actor: argument, host: 'h', pid: process.pid, command: task, operation: null, reason: null};

function addNode(store: Store, name: string): Promise<null> {
  return store.change((before) => ({
    commit: {
      after: {
        ...before,
        nodes: [
          ...before.nodes,
          {
            org: 'acme',
            name,
            connect: `ssh://${name}`,
            address: name,
            group: 'default',
            state: 'active',
            zone: null,
            capacity: {},
            labels: {},
            weight: null,
          },
        ],
      },
    },
    result: null,
  }));
}

const tasks: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  'add-node': (store) => addNode(store, argument),
  /** Holds `a` with a heartbeat until it is killed. */
  async hold(store) {
    const outcome = await store.acquireLeases({resources: ['a'], holder, ttlMs: 2000});
    if (!outcome.granted) throw new Error('not granted');
    process.stdout.write('held\n');
    while (await store.renewLeases(outcome.leases, 2000)) await sleep(200);
    throw new Error('lost');
  },
  /** Prints how many of 250 tries were granted. */
  async 'try-250'(store) {
    let granted = 0;
    for (let tries = 0; tries < 250; tries += 1) {
      const outcome = await store.acquireLeases({resources: ['a', 'b'], holder, ttlMs: 1000});
      if (outcome.granted) granted += 1;
    }
    process.stdout.write(`${granted}\n`);
  },
  /** Takes what it can 40 times and counts in a setting, which only holders touch. */
  async count(store) {
    for (let taken = 0; taken < 40;) {
      const outcome = await store.acquireLeases({resources: ['a'], holder, ttlMs: 60_000});
      if (!outcome.granted) {
        await sleep(1);
        continue;
      }
      const before = Number((await store.readSetting('count')) ?? '0');
      await store.writeSetting('count', `${before + 1}`);
      await store.releaseLeases(outcome.leases);
      taken += 1;
    }
  },
  /** Adds a node and an audit record in turn, and prints the node once both are there. */
  async 'write-until-moved'(store) {
    for (let count = 1; ; count += 1) {
      const name = `${argument}-${count}`;
      try {
        const audited = {actor: argument, host: 'h', command: task, arguments: [], exit: 0, outcome: 'DONE', overridden: []};
        await store.appendAudit({...audited, id: name, at: new Date().toISOString(), operation: null});
        await addNode(store, name);
      } catch (error) {
        process.stderr.write(`${(error as {readonly code?: string}).code ?? String(error)}\n`);
        return;
      }
      process.stdout.write(`${name}\n`);
    }
  },
  async 'crash-in-change'(store) {
    await store.change(() => {
      process.kill(process.pid, 'SIGKILL');
      return {commit: {}, result: null};
    });
  },
};

const store = await openStore({address: path, create: task === 'create', clock: new SystemClock(), version: '1.0.0'});
await tasks[task]?.(store);
await store.close();
