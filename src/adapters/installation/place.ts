import {createHash} from 'node:crypto';
import {readFile, readlink, stat} from 'node:fs/promises';
import {hostname} from 'node:os';
import type {Place} from '../../core/ports/agent.js';

/**
 * A machine is known by its present start, which no copy of its disk shares, and the file by its number on the disk, which no
 * copy of the file has.
 */
export async function readPlace(installPath: string): Promise<Place> {
  const [{dev, ino}, start, pids] = await Promise.all([
    stat(installPath, {bigint: true}),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(hostname),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return {place: digestOf([start, `${dev}`, `${ino}`]), pidSpace: digestOf([start, pids])};
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
