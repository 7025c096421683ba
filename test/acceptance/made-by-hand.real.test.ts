import {describe, expect, it} from 'vitest';
import {docker} from '../support/docker.js';
import {writeHello} from '../support/hello.js';
import {anInstallation} from '../support/installation.js';

interface Inspected {
  readonly Image: string;
  readonly Name: string;
  readonly Config: {readonly Image: string; readonly Env: readonly string[]; readonly Labels: Readonly<Record<string, string>>};
  readonly HostConfig: {readonly PortBindings: Readonly<Record<string, readonly {HostIp: string; HostPort: string}[]>>};
  readonly NetworkSettings: {readonly Networks: Readonly<Record<string, unknown>>};
}

const inspect = async (name: string) => (JSON.parse((await docker('inspect', name)).join('\n')) as Inspected[])[0] as Inspected;

/** The same container again: name, labels, network, ports and variables, but for what is said. */
async function recreate(name: string, change: {readonly image?: string; readonly variables?: readonly string[]}): Promise<void> {
  const {Image, Config, HostConfig, NetworkSettings} = await inspect(name);
  const bindings = Object.entries(HostConfig.PortBindings).flatMap(([port, held]) =>
    held.map(({HostIp, HostPort}) => `${HostIp}:${HostPort}:${port}`),
  );
  await docker('rm', '-f', name);
  await docker(
    'run',
    '-d',
    '--name',
    name,
    ...Object.entries(Config.Labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...bindings.flatMap((binding) => ['-p', binding]),
    ...Object.keys(NetworkSettings.Networks).flatMap((network) => ['--network', network]),
    ...(change.variables ?? Config.Env).flatMap((variable) => ['-e', variable]),
    '--health-cmd',
    'true',
    '--health-interval',
    '1s',
    change.image ?? Image,
  );
}

describe('a container that was made again by hand with the labels of another', () => {
  it('is told by status and plan, and mended by apply', async () => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation, {config: {COLOR: 'blue'}});
    expect((await installation.muster('apply', '-f', file, '--json')).exit).toBe(0);
    const [slave = ''] = await installation.containers('name=hello-slave-1');
    const reasons = async () => {
      const {data} = (await installation.muster('plan', '-f', file, '--json')).json;
      return data.changes.map(({subject, reasons: why}: {subject: string; reasons: string[]}) => [subject, why]);
    };
    const mend = async () => {
      expect((await installation.muster('apply', '-f', file, '--yes', '--json')).exit).toBe(0);
      expect(await reasons()).toEqual([]);
    };
    expect(await reasons()).toEqual([]);

    await recreate(slave, {image: 'muster-hello:1.1.0'});
    expect(await reasons()).toEqual([
      ['instance hello-slave-1', expect.arrayContaining([expect.stringMatching(/^it runs another image/)])],
    ]);
    const {json, exit} = await installation.muster('status', '--json');
    expect([exit, json.data.healthy]).toEqual([9, false]);
    await mend();

    const {Config} = await inspect(slave);
    const variables = Config.Env.map((variable) => (variable.startsWith('COLOR=') ? 'COLOR=red' : variable));
    await recreate(slave, {variables: [...variables, 'EXTRA=1']});
    expect(await reasons()).toEqual([
      ['instance hello-slave-1', expect.arrayContaining(['variable COLOR has another value', 'variable EXTRA was added'])],
    ]);
    await mend();
  });
});
