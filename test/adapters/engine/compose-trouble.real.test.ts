import {request as httpRequest} from 'node:http';
import {createServer, type Server} from 'node:net';
import {afterAll, afterEach, beforeEach, beforeAll, describe, expect, it} from 'vitest';
import {links} from '../../support/links.js';
import {docker, realEngine, type RealEngine} from '../../support/real-engine.js';
import {ensureTinyImage, tinyImage} from '../../support/tiny-image.js';

let rig: RealEngine;
beforeAll(async () => {
  await ensureTinyImage();
});
beforeEach(async () => {
  rig = await realEngine();
});
afterEach(async () => rig.dispose());

const published = (hostPort: number) => ({
  network: {kind: 'bridge' as const, name: `${rig.installation}-net`, aliases: []},
  ports: [{hostAddress: '127.0.0.1', hostPort, containerPort: 80}],
});
const makeNetwork = () =>
  rig.engine.ensureNetwork(rig.node, `${rig.installation}-net`, {'muster.installation': rig.installation});

describe('a port that is taken', () => {
  it('names the container that has it, and the next start mends', async () => {
    await makeNetwork();
    const holder = await docker(
      'run',
      '-d',
      '--name',
      `${rig.installation}-holder`,
      '--label',
      `muster.installation=${rig.installation}`,
      '-p',
      '127.0.0.1:21510:80',
      tinyImage,
    );
    const wanted = rig.spec('web', published(21510));
    await expect(rig.start([wanted])).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      exitCode: 6,
      details: {port: 21510, holder: `container ${rig.installation}-holder`},
    });
    await docker('rm', '-f', holder);
    await rig.start([wanted]);
    expect(await rig.observed()).toMatchObject([{name: 'web', state: 'running', hostPorts: [21510]}]);
  });

  it('names the program that has it', async () => {
    await makeNetwork();
    const server = await listen(21511);
    try {
      await expect(rig.start([rig.spec('web', published(21511))])).rejects.toMatchObject({
        code: 'PORT_TAKEN',
        message: expect.stringMatching(/Port 21511 .*taken by program /),
      });
    } finally {
      server.close();
    }
  });
});

describe('a name that is taken', () => {
  it("by somebody else's container is left alone and reported", async () => {
    const foreign = await docker('run', '-d', '--name', `${rig.project}-web-1`, tinyImage);
    try {
      await expect(rig.start([rig.spec('web')])).rejects.toMatchObject({
        code: 'NAME_CONFLICT',
        exitCode: 6,
        details: {name: `${rig.project}-web-1`},
      });
      expect(await docker('inspect', '-f', '{{.State.Running}}', foreign)).toBe('true');
    } finally {
      await docker('rm', '-f', foreign);
    }
  });

  it('by a leftover of our own is made free', async () => {
    await docker('run', '-d', '--name', `${rig.project}-web-1`, '--label', `muster.installation=${rig.installation}`, tinyImage);
    await rig.start([rig.spec('web')]);
    expect(await rig.observed()).toMatchObject([{name: 'web', state: 'running'}]);
  });
});

describe('networks of one name', () => {
  const name = () => `${rig.installation}-net`;
  const labels = () => ({'muster.installation': rig.installation});

  it('are reduced to one when the network is ensured', async () => {
    if (!(await duplicateNetworks(name(), labels()))) return;
    await makeNetwork();
    expect(await countNetworks()).toBe(1);
  });

  it('are reduced to one when a container is started, and the one in use is kept', async () => {
    await makeNetwork();
    await rig.start([rig.spec('first', published(21512))]);
    if (!(await duplicateNetworks(name(), labels(), 1))) return;
    await rig.start([rig.spec('first', published(21512)), rig.spec('second', published(21513))]);
    expect(await countNetworks()).toBe(1);
    expect((await rig.observed()).map((container) => container.state)).toEqual(['running', 'running']);
  });

  it('are reported when containers run in several', async () => {
    if (!(await duplicateNetworks(name(), labels()))) return;
    for (const id of (await docker('network', 'ls', '-q', '--no-trunc', '--filter', rig.label)).split('\n')) {
      const Container = await docker('run', '-d', '--label', `muster.installation=${rig.installation}`, tinyImage);
      await post(`/networks/${id}/connect`, {Container});
    }
    await expect(makeNetwork()).rejects.toMatchObject({code: 'NETWORK_AMBIGUOUS', exitCode: 6});
    await expect(rig.start([rig.spec('web', published(21514))])).rejects.toMatchObject({code: 'NETWORK_AMBIGUOUS', exitCode: 6});
  });

  it('that somebody else made are left alone and reported', async () => {
    const id = await docker('network', 'create', name());
    try {
      await expect(makeNetwork()).rejects.toMatchObject({code: 'NAME_CONFLICT'});
    } finally {
      await docker('network', 'rm', id);
    }
  });

  const countNetworks = async () => (await docker('network', 'ls', '-q', '--filter', rig.label)).split('\n').length;
});

describe('a network removed by hand', () => {
  it('while its containers were stopped does not keep them from starting', async () => {
    const wanted = rig.spec('web', published(21516));
    await makeNetwork();
    await rig.start([wanted]);
    await docker('stop', '-t', '0', `${rig.project}-web-1`);
    await docker('network', 'rm', `${rig.installation}-net`);
    await makeNetwork();
    await rig.start([wanted]);
    expect(await rig.observed()).toMatchObject([{name: 'web', state: 'running', hostPorts: [21516]}]);
  });

  it('is named when it is missing', async () => {
    await expect(rig.start([rig.spec('web', published(21517))])).rejects.toMatchObject({
      code: 'NETWORK_MISSING',
      details: {network: `${rig.installation}-net`},
    });
  });
});

describe('a container changed by hand', () => {
  it.each(['rm -f', 'stop -t 0', 'pause', 'kill'])('by docker %s is seen and mended', async (command) => {
    await rig.start([rig.spec('web'), rig.spec('other')]);
    const other = (await rig.observed()).find((container) => container.name === 'other')?.id;
    await docker(...command.split(' '), `${rig.project}-web-1`);
    expect((await rig.observed()).find((container) => container.name === 'web')?.state ?? 'gone').not.toBe('running');
    await rig.start([rig.spec('web'), rig.spec('other')]);
    const after = await rig.observed();
    expect(after.find((container) => container.name === 'web')).toMatchObject({state: 'running', health: 'healthy'});
    expect(after.find((container) => container.name === 'other')?.id).toBe(other);
  });
});

describe('a registry that does not answer', () => {
  let server: Server;
  beforeAll(async () => {
    server = await listen(21515);
  });
  afterAll(() => {
    server.close();
  });

  it('is given up within five seconds', async () => {
    const began = Date.now();
    await expect(rig.engine.ensureImage(rig.node, '127.0.0.1:21515/slow/image:1')).rejects.toMatchObject({
      code: 'IMAGE_PULL_FAILED',
      details: {reason: 'offline'},
    });
    expect(Date.now() - began).toBeLessThan(5000);
  });
});

describe('an engine that is not there', () => {
  it('is said to be down in one sentence', async () => {
    const {ComposeEngine} = await import('../../../src/adapters/engine/compose/compose-engine.js');
    const {SystemClock} = await import('../../../src/adapters/clock/system-clock.js');
    const engine = new ComposeEngine({clock: new SystemClock(), links: links({dockerHost: 'unix:///nowhere/docker.sock'})});
    await expect(engine.observe(rig.node, 'x')).rejects.toMatchObject({
      code: 'DOCKER_DOWN',
      exitCode: 7,
      hint: expect.stringContaining('muster doctor'),
    });
  });
});

function listen(port: number): Promise<Server> {
  const server = createServer(() => {});
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

/** False where the engine itself refuses a second network of one name. */
async function duplicateNetworks(name: string, labels: Record<string, string>, times = 2): Promise<boolean> {
  for (let time = 0; time < times; time += 1) {
    if ((await post('/networks/create', {Name: name, CheckDuplicate: false, Labels: labels})) === 409) return false;
  }
  return true;
}

/** Docker's command line refuses what only happens by accident. */
function post(path: string, content: unknown): Promise<number> {
  const body = JSON.stringify(content);
  const headers = {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body)};
  return new Promise((resolve, reject) => {
    httpRequest({socketPath: '/var/run/docker.sock', path, method: 'POST', headers}, (response) =>
      resolve(response.resume().statusCode ?? 0),
    )
      .once('error', reject)
      .end(body);
  });
}
