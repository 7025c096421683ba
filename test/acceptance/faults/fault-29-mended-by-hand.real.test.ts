import {execFile} from 'node:child_process';
import {createServer, type Server} from 'node:net';
import {promisify} from 'node:util';
import {describe, expect, it, onTestFinished} from 'vitest';
import {docker} from '../../support/docker.js';
import {containerOf, expectConverged, onProgress, runningHello, untilAllUp, type RunningHello} from '../../support/faults.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation, type Installation} from '../../support/installation.js';
import {ensureTinyImage, tinyImage} from '../../support/tiny-image.js';

const run = promisify(execFile);
const ids = (installation: Installation) =>
  docker('ps', '-aq', '--no-trunc', '--filter', `label=muster.installation=${installation.id}`);

describe('fault 29: what somebody did by hand', () => {
  it('is in the plan, and apply mends it', async () => {
    const hello = await runningHello({slaves: 1});
    const {installation} = hello;
    for (const {harm, plan} of harms) {
      const doubled = await harm(hello);
      expect(await planned(hello)).toEqual(plan ?? [`network ${doubled}`]);
      await mend(hello);
      await untilAllUp(hello.balancer);
      expect((await fetch(hello.url)).ok).toBe(true);
    }
    expect(await installation.containers('label=muster.kind=instance')).toHaveLength(2);
  });

  it('to one instance leaves the others as they are', async () => {
    const hello = await runningHello({slaves: 2});
    await docker('rm', '-f', await hello.container('hello-slave-2'));
    const left = await ids(hello.installation);
    await mend(hello, 3);
    expect(await ids(hello.installation)).toEqual(expect.arrayContaining([...left]));
  });
});

interface Harm {
  harm(hello: RunningHello): Promise<string | void>;
  /** Subjects of the plan; absent: the network that comes back. */
  readonly plan?: readonly string[];
}

const harms: readonly Harm[] = [
  {
    plan: ['instance hello-slave-1'],
    harm: async (hello) => {
      await docker('rm', '-f', await hello.container('hello-slave-1'));
    },
  },
  {
    plan: ['balancer on web-1'],
    harm: async ({installation}) => {
      await docker('rm', '-f', ...(await installation.containers('label=muster.kind=proxy')));
    },
  },
  {plan: ['instance hello-master-1', 'instance hello-slave-1'], harm: ({installation}) => removeNetwork(installation)},
  {harm: ({installation}) => doubleNetwork(installation)},
];

async function removeNetwork(installation: Installation): Promise<void> {
  const [network] = await networks(installation);
  for (const name of await installation.containers('label=muster.kind=instance'))
    await docker('network', 'disconnect', '-f', network as string, name);
  await docker('network', 'rm', network as string);
}

/** By the engine's socket: its command line refuses to. */
async function doubleNetwork(installation: Installation): Promise<string> {
  const [name] = await networks(installation);
  const body = JSON.stringify({Name: name, Labels: {'muster.installation': installation.id}});
  await run('curl', [
    '-sf',
    '--unix-socket',
    '/var/run/docker.sock',
    '-H',
    'Content-Type: application/json',
    '-d',
    body,
    'http://docker/networks/create',
  ]);
  expect(await networks(installation)).toHaveLength(2);
  return name as string;
}

describe('fault 29: what somebody else has', () => {
  it('the port of the entry, before apply: refused, nothing changed', async () => {
    const installation = await anInstallation();
    const {file, port} = await writeHello(installation, {slaves: 1});
    const holder = await listen(port);
    const refused = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect([refused.exit, refused.json.error.code]).toEqual([3, 'PORT_TAKEN']);
    expect(refused.json.error.message).toContain(String(port));
    expect(await ids(installation)).toEqual([]);
    holder.close();
    expect((await installation.muster('apply', '-f', file, '--yes')).exit).toBe(0);
    await expectConverged(installation, file, {instances: 2});
  });

  it.each(['program', 'container'])(
    'the port of an instance, taken by a %s while apply runs: named, and resumable once it is free',
    async (kind) => {
      const installation = await anInstallation();
      const {file} = await writeHello(installation, {slaves: 1});
      const {port} = await firstStart(installation, file);
      const holder = kind === 'program' ? await programOn(port) : await containerOn(port);
      const running = installation.spawn('apply', '-f', file, '--yes', '--json');
      let taken: Promise<unknown> | undefined;
      onProgress(running, () => {
        taken ??= holder.take();
      });
      const failed = await running.ended;
      await taken;
      expect([failed.exit, failed.json.error.code], failed.stdout).toEqual([6, 'PORT_TAKEN']);
      expect(failed.json.error.message).toContain(String(port));
      // A container that is still on its way has nothing but the engine's own program to show.
      if (kind === 'container') expect(failed.json.error.message).toMatch(new RegExp(`container ${holder.name}|docker-proxy`));
      expect(failed.json.error.hint).toContain('muster operation resume');
      await holder.free();
      const resumed = await installation.muster('operation', 'resume', '--json');
      expect(resumed.exit, `${resumed.stdout}${resumed.stderr}`).toBe(0);
      await expectConverged(installation, file, {instances: 2});
    },
  );

  it('the port of an instance, for good: the next apply gives it another one', async () => {
    const {installation, file} = await runningHello({slaves: 1});
    const name = await containerOf(installation, 'hello-slave-1');
    const [binding] = await docker('port', name, '8080');
    await docker('rm', '-f', name);
    await listen(Number(binding?.split(':').at(-1)));
    const applied = await installation.muster('apply', '-f', file, '--yes');
    expect(applied.exit, applied.stderr).toBe(0);
    expect(await docker('port', await containerOf(installation, 'hello-slave-1'), '8080')).not.toEqual([binding]);
    await expectConverged(installation, file, {instances: 2});
  });

  it('the name of a container: named, left alone, and resumable once it is free', async () => {
    await ensureTinyImage();
    const installation = await anInstallation();
    const {file} = await writeHello(installation, {slaves: 1});
    const name = `${(await firstStart(installation, file)).project}-hello-slave-1-1`;
    const [foreign] = await docker('create', '--name', name, tinyImage);
    onTestFinished(() =>
      docker('rm', '-f', foreign as string).then(
        () => undefined,
        () => undefined,
      ),
    );
    const failed = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect([failed.exit, failed.json.error.code], failed.stdout).toEqual([6, 'NAME_CONFLICT']);
    expect(failed.json.error.message).toContain(name);
    expect(await docker('inspect', '-f', '{{.Id}}', foreign as string)).toEqual([foreign]);
    await docker('rm', foreign as string);
    expect((await installation.muster('operation', 'resume', '--json')).exit).toBe(0);
    await expectConverged(installation, file, {instances: 2});
  });
});

async function planned({installation, file}: RunningHello): Promise<readonly string[]> {
  const {exit, json} = await installation.muster('plan', '-f', file, '--json', '--detailed-exitcode');
  expect(exit).toBe(10);
  return json.data.changes.map(({subject}: {subject: string}) => subject).sort();
}

async function mend({installation, file}: RunningHello, instances = 2): Promise<void> {
  const applied = await installation.muster('apply', '-f', file, '--yes');
  expect(applied.exit, applied.stderr).toBe(0);
  await expectConverged(installation, file, {instances});
}

function networks(installation: Installation): Promise<readonly string[]> {
  return docker('network', 'ls', '--filter', `label=muster.installation=${installation.id}`, '--format', '{{.Name}}');
}

/** Project, and port of the first instance, as planned. */
async function firstStart(installation: Installation, file: string): Promise<{readonly project: string; readonly port: number}> {
  const {json} = await installation.muster('plan', '-f', file, '--json');
  const steps = json.data.stages.flatMap((stage: {steps: readonly any[]}) => stage.steps);
  const {project} = steps.find((step: {kind: string}) => step.kind === 'start-containers');
  return {project: project.name, port: project.containers[0].ports[0].hostPort};
}

interface Holder {
  readonly name: string;
  take(): Promise<unknown>;
  free(): Promise<unknown>;
}

async function programOn(port: number): Promise<Holder> {
  let server: Server | undefined;
  return {
    name: 'node',
    take: async () => {
      server = await listen(port);
    },
    free: async () => server?.close(),
  };
}

async function containerOn(port: number): Promise<Holder> {
  await ensureTinyImage();
  const name = `holder-${port}-${process.pid}`;
  await docker('create', '--name', name, '-p', `127.0.0.1:${port}:80`, tinyImage);
  onTestFinished(() =>
    docker('rm', '-f', name).then(
      () => undefined,
      () => undefined,
    ),
  );
  return {name, take: () => docker('start', name), free: () => docker('rm', '-f', name)};
}

async function listen(port: number): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return server;
}
