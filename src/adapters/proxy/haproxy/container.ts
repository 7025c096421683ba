import {containerLabels} from '../../../core/domain/container.js';
import type {Failure} from '../../../core/domain/errors.js';
import type {Node} from '../../../core/domain/model.js';
import type {Link} from '../../../core/ports/links.js';
import type {ShellResult} from '../../../core/ports/shell.js';
import {unreachable} from './failures.js';
import {layout} from './layout.js';

const timeoutMs = 15_000;

export interface ProxyAccess {
  readonly node: Node;
  readonly link: Link;
}

export interface ScriptRequest {
  readonly script: string;
  readonly args?: readonly string[];
  readonly input?: string;
}

/** The running container of one node's balancer, by Docker's own command line. */
export class ProxyContainer {
  readonly #node: Node;
  readonly #link: Link;
  readonly #id: string;

  private constructor({node, link}: ProxyAccess, id: string) {
    this.#node = node;
    this.#link = link;
    this.#id = id;
  }

  static async find(access: ProxyAccess, installation: string): Promise<ProxyContainer> {
    const {node, link} = access;
    const labels = {
      [containerLabels.installation]: installation,
      [containerLabels.org]: node.org,
      [containerLabels.kind]: 'proxy',
      [containerLabels.name]: node.name,
    };
    const filters = Object.entries(labels).flatMap(([key, value]) => ['--filter', `label=${key}=${value}`]);
    const args = ['ps', '--quiet', '--no-trunc', ...filters];
    const result = await link.docker.run({args, timeoutMs});
    if (result.exit !== 0) throw await engineSilent(access, result);
    const [id] = result.stdout.split('\n').filter((line) => line !== '');
    if (id === undefined) throw unreachable(node, 'its container is not running');
    return new ProxyContainer(access, id);
  }

  /** Runs a script of `sh` inside; the exit code is the caller's to judge, unless Docker itself failed. */
  async runScript({script, args = [], input}: ScriptRequest): Promise<ShellResult> {
    const result = await this.#link.docker.run({
      timeoutMs,
      input: input ?? '',
      args: [
        'exec',
        '--interactive',
        '--user',
        '0:0',
        '--env',
        `${layout.ownerVariable}=0`,
        '--env',
        `${layout.groupVariable}=0`,
        this.#id,
        'sh',
        '-c',
        script,
        'sh',
        ...args,
      ],
    });
    if (
      result.timedOut ||
      result.missing ||
      (result.exit >= 125 && result.exit <= 127) ||
      /^Error|No such container/.test(result.stderr)
    ) {
      throw await engineSilent({node: this.#node, link: this.#link}, result);
    }
    return result;
  }

  /** HAProxy's latest complaints. */
  async readAlerts(): Promise<readonly string[]> {
    const args = ['logs', '--tail', '40', this.#id];
    const {stdout, stderr} = await this.#link.docker.run({args, timeoutMs});
    return parseAlerts(`${stdout}\n${stderr}`);
  }
}

export function parseAlerts(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('[ALERT]'))
    .map((line) => line.replace(/^\[ALERT\]\s*\(\d+\)\s*:\s*/, ''));
}

/** Over a link it is the link that knows what is wrong, unless the engine has spoken. */
async function engineSilent({node, link}: ProxyAccess, result: ShellResult): Promise<Failure> {
  const said = firstLine(result.stderr);
  if (link.kind !== 'local' && !/^Error response|No such container/.test(said)) return link.explain(said);
  return unreachable(node, said || 'Docker does not answer');
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
