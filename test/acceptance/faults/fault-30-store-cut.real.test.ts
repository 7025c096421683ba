import {describe, expect, it, onTestFinished} from 'vitest';
import {expectConverged, expectUnlocked} from '../../support/faults.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation} from '../../support/installation.js';
import {startMariadb} from '../../support/mariadb.js';

describe('fault 30: the connection to the store is cut while a plan is carried out', () => {
  it('again and again: the plan goes on, and what it did is journaled once', async () => {
    const server = await startMariadb();
    onTestFinished(() => server.remove());
    const database = await server.createDatabase();
    const installation = await anInstallation({env: {MUSTER_STORE: database.address}});
    const {file} = await writeHello(installation, {slaves: 3});
    const {ended} = installation.spawn('apply', '-f', file, '--yes', '--json');
    let isOver = false;
    void ended.then(() => (isOver = true));
    let killed = 0;
    while (!isOver) {
      const open = await server.query<{id: number}>(
        `select id from information_schema.processlist where user = '${database.user}'`,
      );
      for (const {id} of open)
        await server.query(`kill ${id}`).then(
          () => (killed += 1),
          () => undefined,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const applied = await ended;
    expect(applied.exit, applied.stderr).toBe(0);
    expect(killed).toBeGreaterThan(3);
    const twice = await database.query(
      'select operation, step, step_state from journal_entries group by operation, step, step_state having count(*) > 1',
    );
    expect(twice).toEqual([]);
    await expectUnlocked(installation);
    await expectConverged(installation, file);
  });
});
