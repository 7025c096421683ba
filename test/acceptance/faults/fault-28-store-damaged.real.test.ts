import {copyFile, open, stat, truncate} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {expectConverged, runningHello} from '../../support/faults.js';

const damages: Readonly<Record<string, (path: string) => Promise<void>>> = {
  truncated: async (path) => truncate(path, Math.floor((await stat(path)).size / 2)),
  emptied: (path) => truncate(path, 0),
  'one bit flipped': async (path) => {
    const file = await open(path, 'r+');
    const {size} = await file.stat();
    const byte = Buffer.alloc(1);
    // Within a row rather than in the unused part of a page.
    let at = Math.floor(size / 2);
    do {
      at += 1;
      await file.read(byte, 0, 1, at);
    } while (!/[a-z]/.test(byte.toString('latin1')));
    await file.write(Buffer.from([(byte[0] as number) ^ 1]), 0, 1, at);
    await file.close();
  },
};

describe('fault 28: a damaged store', () => {
  it('is noticed and refused with the backup named, and nothing that runs is touched', async () => {
    const {installation, file} = await runningHello({slaves: 1});
    const store = `${installation.home}/muster.db`;
    const containers = await installation.containers();
    await copyFile(store, `${store}.whole`);
    for (const [what, damage] of Object.entries(damages)) {
      await damage(store);
      for (const command of [['status'], ['apply', '-f', file, '--yes']]) {
        const {exit, json, stderr} = await installation.muster(...command, '--json');
        expect([exit, json?.error.code], `${what}, ${command[0]}: ${stderr}`).toEqual([7, 'STORE_BROKEN']);
        expect(json.error.hint).toContain(`${store}.bak`);
      }
      await copyFile(`${store}.whole`, store);
    }
    expect(await installation.containers()).toEqual(containers);
    await expectConverged(installation, file, {instances: 2});
  });
});
