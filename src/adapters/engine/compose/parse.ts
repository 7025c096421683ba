import {containerLabels, type ContainerKind, type ObservedContainer} from '../../../core/domain/container.js';
import {composeLabels, containerName, type ContainerSummary} from './docker-types.js';

const states = ['created', 'running', 'restarting', 'paused', 'exited', 'dead', 'removing'] as const;
const kinds: readonly ContainerKind[] = ['instance', 'service', 'proxy'];

export function parseContainer(summary: ContainerSummary, node: string): ObservedContainer {
  const label = (key: keyof typeof containerLabels) => summary.Labels[containerLabels[key]] ?? '';
  return {
    id: summary.Id,
    containerName: containerName(summary),
    node,
    project: summary.Labels[composeLabels.project] ?? '',
    kind: kinds.find((kind) => kind === label('kind')) ?? 'instance',
    org: label('org'),
    env: label('env'),
    app: label('app'),
    name: label('name'),
    role: label('role'),
    version: label('version'),
    generation: label('generation'),
    spec: label('spec'),
    judgedBy: label('health'),
    image: summary.Image,
    state: states.find((state) => state === summary.State) ?? 'dead',
    health: parseHealth(summary),
    hostPorts: hostPorts(summary),
  };
}

/** The list of containers tells health only inside its sentence, and an engine that is older than that tells none. */
export function parseHealth(summary: Pick<ContainerSummary, 'State' | 'Status'>): ObservedContainer['health'] {
  if (summary.State !== 'running') return 'none';
  const [, word] = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(summary.Status) ?? [];
  return word === 'healthy' || word === 'unhealthy' || word === 'starting' ? word : 'none';
}

export function hostPorts(summary: Pick<ContainerSummary, 'Ports'>): number[] {
  const ports = new Set(summary.Ports.flatMap((port) => (port.PublicPort === undefined ? [] : [port.PublicPort])));
  return [...ports].sort((a, b) => a - b);
}

/** Null for anything that is no Compose of version 2 or later. */
export function parseComposeVersion(text: string): string | null {
  const [, version, major] = /v?((\d+)\.\d+\.\d+)/.exec(text) ?? [];
  return version !== undefined && Number(major) >= 2 ? version : null;
}

export function parseEnvironment(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      return at === -1 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** Text of a log answer: without a terminal each piece bears a header of eight bytes, the last four its length. */
export function parseLog(bytes: Buffer, tty: boolean): string[] {
  const pieces: Buffer[] = [];
  for (let at = 0; !tty && at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    pieces.push(bytes.subarray(at + 8, end));
    at = end;
  }
  const text = (tty ? bytes : Buffer.concat(pieces)).toString();
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** `users:(("nginx",pid=7,fd=6))`. */
export function parseListener(text: string): string | null {
  return /users:\(\("([^"]+)"/.exec(text)?.[1] ?? null;
}
