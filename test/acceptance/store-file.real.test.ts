import {execFile} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import Database from 'better-sqlite3';
import {describe, expect, it, onTestFinished} from 'vitest';
import {writeHello} from '../support/hello.js';
import {anInstallation} from '../support/installation.js';

const execute = promisify(execFile);

describe('apply on a store that is a file', () => {
  it('leaves a store alone that a newer Muster made', async () => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation);
    const path = join(installation.home, 'muster.db');
    const database = new Database(path);
    makeNewer(database);
    database.close();
    const before = await readFile(path);
    const failed = await installation.muster('apply', '-f', file, '--json');
    expect(failed.exit).toBe(7);
    expect(failed.json.error.code).toBe('STORE_NEWER');
    expect(Buffer.compare(await readFile(path), before)).toBe(0);
  });

  it.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    'says that the disk under the store cannot be written',
    async () => {
      const installation = await anInstallation();
      const {file} = await writeHello(installation);
      await execute('mount', ['--bind', installation.home, installation.home]);
      onTestFinished(async () => {
        await execute('umount', ['-l', installation.home]).catch(() => undefined);
      });
      await execute('mount', ['-o', 'remount,ro,bind', installation.home]);
      const failed = await installation.muster('apply', '-f', file, '--json');
      await execute('umount', ['-l', installation.home]);
      expect(failed.exit, failed.stdout).toBe(7);
      expect(failed.json.error.code).toBe('STORE_READONLY');
      expect(await installation.containers()).toEqual([]);
    },
  );
});

function makeNewer(database: Database.Database): void {
  const version = (database.pragma('user_version', {simple: true}) as number) + 1;
  database
    .prepare('insert into migrations (number, name, version, applied_at) values (?, ?, ?, ?)')
    .run(version, 'next', '99.0.0', new Date().toISOString());
  database.pragma(`user_version = ${version}`);
}
