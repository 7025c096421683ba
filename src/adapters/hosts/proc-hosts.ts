import {promises} from 'node:fs';
import type {Node} from '../../core/domain/model.js';
import type {HostMeasures, Hosts} from '../../core/ports/hosts.js';
import type {Links} from '../../core/ports/links.js';
import {measuresScript, parseMeasures} from './measures.js';

const listenState = '0A';
const tables = ['/proc/net/tcp', '/proc/net/tcp6'];

/** Machines by what their kernel shows in `/proc`. */
export class ProcHosts implements Hosts {
  readonly #links: () => Promise<Links>;

  constructor(links: () => Promise<Links>) {
    this.#links = links;
  }

  async readListeningPorts(node: Node): Promise<ReadonlySet<number> | null> {
    const links = await this.#links();
    const texts = links.kindOf(node) === 'local' ? await readOwnTables() : await readTables(await links.open(node));
    return texts === '' ? null : new Set(texts.split('\n').flatMap(listeningPort));
  }

  async measure(node: Node, directory: string): Promise<HostMeasures | null> {
    const link = await (await this.#links()).open(node);
    const result = await link.run(measuresScript(directory));
    if (result === null) return null;
    const measures = parseMeasures(result.stdout);
    return link.kind === 'ssh' ? measures : {...measures, sshd: null};
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

async function readOwnTables(): Promise<string> {
  const texts = await Promise.all(tables.map((file) => promises.readFile(file, 'utf8').catch(() => '')));
  return texts.join('');
}

async function readTables(link: Awaited<ReturnType<Links['open']>>): Promise<string> {
  return (await link.run(`cat ${tables.join(' ')} 2>/dev/null`))?.stdout ?? '';
}

/** proc(5): local address is the second column, state the fourth, both in hexadecimal. */
function listeningPort(line: string): readonly number[] {
  const [, local, , state] = line.trim().split(/\s+/);
  return local && state === listenState ? [Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16)] : [];
}
