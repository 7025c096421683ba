import {containerLabels} from '../../../core/domain/container.js';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {Node} from '../../../core/domain/model.js';
import type {Shell, ShellResult} from '../../../core/ports/shell.js';
import {unreachable} from './failures.js';
import {layout} from './layout.js';

const timeoutMs = 15_000;

export interface ScriptRequest {
  readonly script: string;
  readonly args?: readonly string[];
  readonly input?: string;
}

/** The running container of one node's balancer, by Docker's own command line. */
export class ProxyContainer {
  readonly #shell: Shell;
  readonly #node: Node;
  readonly #id: string;

  private constructor(shell: Shell, node: Node, id: string) {
    this.#shell = shell;
    this.#node = node;
    this.#id = id;
  }

  static async find(shell: Shell, node: Node, installation: string): Promise<ProxyContainer> {
    if (node.connect !== 'local') throw unsupported(node);
    const labels = {
      [containerLabels.installation]: installation,
      [containerLabels.org]: node.org,
      [containerLabels.kind]: 'proxy',
      [containerLabels.name]: node.name,
    };
    const filters = Object.entries(labels).flatMap(([key, value]) => ['--filter', `label=${key}=${value}`]);
    const result = await shell.run({file: 'docker', args: ['ps', '--quiet', '--no-trunc', ...filters], timeoutMs});
    if (result.exit !== 0) throw unreachable(node, firstLine(result.stderr) || 'Docker does not answer');
    const [id] = result.stdout.split('\n').filter((line) => line !== '');
    if (id === undefined) throw unreachable(node, 'its container is not running');
    return new ProxyContainer(shell, node, id);
  }

  /** Runs a script of `sh` inside; the exit code is the caller's to judge, unless Docker itself failed. */
  async runScript({script, args = [], input}: ScriptRequest): Promise<ShellResult> {
    const result = await this.#shell.run({
      file: 'docker',
      timeoutMs,
      input: input ?? '',
      args: [
        'exec',
        '--interactive',
        '--user',
        '0:0',
        '--env',
        `${layout.ownerVariable}=0`,
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
      throw unreachable(this.#node, firstLine(result.stderr) || 'Docker does not answer');
    }
    return result;
  }

  /** HAProxy's latest complaints. */
  async readAlerts(): Promise<readonly string[]> {
    const {stdout, stderr} = await this.#shell.run({file: 'docker', args: ['logs', '--tail', '40', this.#id], timeoutMs});
    return parseAlerts(`${stdout}\n${stderr}`);
  }
}

export function parseAlerts(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('[ALERT]'))
    .map((line) => line.replace(/^\[ALERT\]\s*\(\d+\)\s*:\s*/, ''));
}

function unsupported(node: Node): Failure {
  return new Failure({
    code: 'CONNECT_UNSUPPORTED',
    exit: exitCodes.outside,
    subject: `node ${node.name}`,
    message: `Node ${node.name} is reached by ${node.connect}, and a balancer over ssh or tcp is not supported yet.`,
    hint: 'Give the node the connection "local".',
    details: {node: node.name, connect: node.connect},
  });
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
