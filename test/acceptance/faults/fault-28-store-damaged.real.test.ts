import {copyFile, readFile, rm, stat, truncate, writeFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {expectConverged, runningHello} from '../../support/faults.js';

const damages: Readonly<Record<string, (path: string, port: number) => Promise<void>>> = {
  truncated: async (path) => truncate(path, Math.floor((await stat(path)).size / 2)),
  emptied: (path) => truncate(path, 0),
  'one bit flipped': async (path, port) => {
    const bytes = await readFile(path);
    // Where the row of the entry lies: whatever is damaged, only what is read can be noticed.
    const at = bytes.indexOf(`defaultdemo:${port}`);
    expect(at).toBeGreaterThan(0);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(path, bytes);
  },
};

describe('fault 28: a damaged store', () => {
  it('is noticed and refused with the backup named, and nothing that runs is touched', async () => {
    const {installation, file, port} = await runningHello({slaves: 1});
    const store = `${installation.home}/muster.db`;
    const containers = await installation.containers();
    await copyFile(store, `${store}.whole`);
    await copyFile(`${store}-mark`, `${store}.mark-whole`);
    for (const [what, damage] of Object.entries(damages)) {
      await damage(store, port);
      for (const command of [['status'], ['apply', '-f', file, '--yes']]) {
        const {exit, json, stderr} = await installation.muster(...command, '--json');
        expect([exit, json?.error.code], `${what}, ${command[0]}: ${stderr}`).toEqual([7, 'STORE_BROKEN']);
        expect(json.error.hint).toContain(`${store}.bak`);
      }
      // What lies beside a store belongs to it: even a refused command is audited.
      for (const log of ['wal', 'shm']) await rm(`${store}-${log}`, {force: true});
      await copyFile(`${store}.mark-whole`, `${store}-mark`);
      await copyFile(`${store}.whole`, store);
    }
    expect(await installation.containers()).toEqual(containers);
    await expectConverged(installation, file, {instances: 2});
  });
});
