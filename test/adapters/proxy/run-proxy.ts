import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {SystemClock} from '../../../src/adapters/clock/system-clock.js';
import {HaproxyProxy} from '../../../src/adapters/proxy/haproxy/haproxy-proxy.js';
import {LocalShell} from '../../../src/adapters/shell/local-shell.js';
import type {ContainerSpec, ProjectSpec} from '../../../src/core/domain/container.js';
import type {Node} from '../../../src/core/domain/model.js';
import {links} from '../../support/links.js';

export interface RunningProxy {
  readonly proxy: HaproxyProxy;
  readonly node: Node;
  readonly installation: string;
  readonly container: string;
  readonly stop: () => Promise<void>;
}

const shell = new LocalShell();

/** Image of the balancer on this machine: the packed one, else the official one. */
export async function proxyImage(): Promise<string> {
  const local = await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', 'muster-local/haproxy');
  return process.env['MUSTER_TEST_PROXY_IMAGE'] || local.split('\n')[0] || 'haproxy:3.2-alpine';
}

export async function docker(...args: readonly string[]): Promise<string> {
  const {exit, stdout, stderr} = await shell.run({file: 'docker', args, timeoutMs: 60_000});
  if (exit !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** A balancer as the compose engine would start it, in an installation of its own. */
export async function runProxy(name: string): Promise<RunningProxy> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'muster-proxy-'));
  const installation = `test-${name}-${process.pid}`;
  const node: Node = {
    org: 'acme',
    name: 'web-1',
    connect: 'local',
    address: '127.0.0.1',
    group: 'default',
    state: 'active',
    zone: null,
    capacity: {},
    labels: {},
    weight: null,
  };
  const proxy = new HaproxyProxy({links: links(), clock: new SystemClock(), image: await proxyImage(), stateDirectory});
  const project = proxy.project(node, installation);
  await proxy.ensurePrepared(node, installation);
  const container = await docker('run', '--detach', ...runArguments(project));
  return {
    proxy,
    node,
    installation,
    container,
    stop: async () => {
      await docker('rm', '--force', '--volumes', container);
      await docker('volume', 'rm', '--force', `${project.name}-config`);
      await rm(stateDirectory, {recursive: true, force: true});
    },
  };
}

function runArguments(project: ProjectSpec): readonly string[] {
  const spec = project.containers[0] as ContainerSpec & {readonly user?: string};
  return [
    '--name',
    `${project.name}-${spec.name}-1`,
    '--network',
    'host',
    '--restart',
    'always',
    ...(spec.user === undefined ? [] : ['--user', spec.user]),
    ...Object.entries(spec.labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...spec.volumes.flatMap(({source, path}) => ['--volume', `${source}:${path}`]),
    '--health-cmd',
    String(spec.healthcheck.test),
    '--health-interval',
    `${spec.healthcheck.intervalMs}ms`,
    spec.image,
    ...(spec.command ?? []),
  ];
}
