import {execFile} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {promisify} from 'node:util';
import {SystemClock} from '../../src/adapters/clock/system-clock.js';
import {ComposeEngine} from '../../src/adapters/engine/compose/compose-engine.js';
import {LocalShell} from '../../src/adapters/shell/local-shell.js';
import type {ContainerSpec, ObservedContainer} from '../../src/core/domain/container.js';
import type {Shell} from '../../src/core/ports/shell.js';
import {containerLabelsFor, containerSpec, localNode} from './container-specs.js';
import {links} from './links.js';
import {ensureTinyImage, tinyImage} from './tiny-image.js';

const run = promisify(execFile);

/** Docker's own command line, to bring about and to look at what the engine under test did not. */
export async function docker(...args: string[]): Promise<string> {
  return (await run('docker', args, {maxBuffer: 64 * 1024 * 1024})).stdout.trim();
}

/** The real engine with an installation of its own, so that copies of the suite do not meet. */
export async function realEngine(shell: Shell = new LocalShell()) {
  await ensureTinyImage();
  const installation = `et${randomBytes(4).toString('hex')}`;
  const engine = new ComposeEngine({links: links({shell: async () => shell}), clock: new SystemClock()});
  const node = localNode();
  const project = `${installation}-prod`;
  const label = `label=muster.installation=${installation}`;
  const spec = (name: string, change: Partial<ContainerSpec> = {}, digest?: string) =>
    containerSpec(name, {
      image: tinyImage,
      labels: containerLabelsFor({installation, name, ...(digest === undefined ? {} : {spec: digest})}),
      ...change,
    });
  return {
    engine,
    node,
    installation,
    project,
    label,
    spec,
    start: (containers: readonly ContainerSpec[], secrets: ReadonlyMap<string, string> = new Map()) =>
      engine.ensureRunning({
        node,
        project: {name: project, containers},
        names: containers.map((container) => container.name),
        secrets,
      }),
    async observed(): Promise<readonly ObservedContainer[]> {
      return (await engine.observe(node, installation)).containers;
    },
    async dispose(): Promise<void> {
      const remove = async (kind: string[], list: string) => {
        const ids = list.split('\n').filter((id) => id !== '');
        if (ids.length > 0) await docker(...kind, ...ids);
      };
      await remove(['rm', '-fv'], await docker('ps', '-aq', '--filter', label));
      await remove(['network', 'rm'], await docker('network', 'ls', '-q', '--filter', label));
      await remove(['volume', 'rm', '-f'], await docker('volume', 'ls', '-q', '--filter', label));
    },
  };
}

export type RealEngine = Awaited<ReturnType<typeof realEngine>>;
