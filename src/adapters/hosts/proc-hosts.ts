import {readFile} from 'node:fs/promises';
import type {Node} from '../../core/domain/model.js';
import type {Hosts} from '../../core/ports/hosts.js';

const listenState = '0A';

/** Reads this machine's sockets from `/proc/net/tcp` (proc(5): local address is the second column, state the fourth, both in hexadecimal). */
export class ProcHosts implements Hosts {
  async readListeningPorts(node: Node): Promise<ReadonlySet<number> | null> {
    if (node.connect !== 'local') return null;
    const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => null)));
    if (tables.every((table) => table === null)) return null;
    return new Set(tables.flatMap((table) => (table ?? '').split('\n').slice(1).flatMap(listeningPort)));
  }

  isAlive(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  }
}

function listeningPort(line: string): readonly number[] {
  const [, local, , state] = line.trim().split(/\s+/);
  return local && state === listenState ? [Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16)] : [];
}
