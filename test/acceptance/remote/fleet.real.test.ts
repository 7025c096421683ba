import {mkdirSync, readdirSync} from 'node:fs';
import {cpus, totalmem} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {overSsh, overTcp, visit, writePage} from '../../rig/page.js';
import {aRig, type Rig} from '../../rig/rig.js';
import {onProgress} from '../../support/faults.js';
import {openInstallation, testImages, type Installation} from '../../support/installation.js';
import {runLoad} from '../../support/load.js';
import {findProcesses} from '../../support/processes.js';
import {ensureTinyImage, tinyImage} from '../../support/tiny-image.js';
import {until} from '../../support/until.js';

/** One environment over two nodes that are reached by ssh and one by tcp. */
let rig: Rig;
let muster: Installation['muster'];
let installation: Installation;
let file: string;
/** Where ssh's sockets are while a command runs. */
let temporary: string;

const all = ['page-master-1', 'page-slave-1', 'page-slave-2'];
const hosts = {'web-1': 'h1', 'web-2': 'h2', 'web-3': 'h3'} as const;
const hostOf = (node: keyof typeof hosts) => rig.hosts[hosts[node]]!;
const urlOf = (node: keyof typeof hosts) => `http://${hostOf(node).address}:8088/`;
const declare = (slaves: number) =>
  writePage(installation, {
    nodes: {'web-1': overSsh(rig, 'h1'), 'web-2': overSsh(rig, 'h2'), 'web-3': overTcp(rig, 'h3')},
    slaves,
  });
const instancesOn = (node: keyof typeof hosts) =>
  hostOf(node).docker('ps', '--filter', 'label=muster.kind=instance', '--format', '{{.Label "muster.name"}}');
const scaleArgs = (slaves: number) => ['app', 'scale', 'page', '--env', 'demo', '--slaves', String(slaves), '--yes', '--json'];
const scale = (slaves: number) => muster(...scaleArgs(slaves));
const sshLeft = () => findProcesses('ssh', rig.env['MUSTER_SSH_CONFIG'] as string);
const expectNothingLeft = () => {
  expect(sshLeft()).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
};

beforeAll(async () => {
  const [{haproxy}] = await Promise.all([testImages(), ensureTinyImage()]);
  rig = await aRig(...Object.values(hosts));
  await rig.load(tinyImage, haproxy as string);
  temporary = join(rig.directory, 'tmp');
  mkdirSync(temporary);
  installation = await openInstallation({env: {...rig.env, TMPDIR: temporary}});
  ({muster} = installation);
  file = await declare(2);
});
afterAll(async () => {
  await installation?.tearDown();
  await rig?.down();
});

describe('an env over several machines', () => {
  it('is applied like one on this machine, an instance on each and a balancer before them', async () => {
    const applied = await muster('apply', '-f', file, '--json');
    expect(applied.exit, applied.stdout).toBe(0);
    for (const node of ['web-1', 'web-2', 'web-3'] as const) {
      expect((await instancesOn(node)).split('\n')).toHaveLength(1);
      expect(await visit(urlOf(node), 9)).toEqual(all);
    }
    expectNothingLeft();
  });

  it('has nothing to do the second time', async () => {
    const again = await muster('apply', '-f', file, '--json');
    expect(again.json.data).toMatchObject({changed: false, changes: []});
  });

  it('is seen whole by status, also where only the engine is reached', async () => {
    const {json} = await muster('status', '--json');
    expect(json.data).toMatchObject({healthy: true, drift: []});
    expect(json.data.balancers).toEqual(
      ['web-1', 'web-2', 'web-3'].map((node) => ({node, running: true, current: true, ports: [8088], serversUp: 3, servers: 3})),
    );
  });

  it('keeps its balancer sockets to those who may use Docker', async () => {
    const listed = await hostOf('web-1').run('stat -c "%U:%G %a" /var/lib/muster/proxy/* /var/lib/muster/proxy/*/admin.sock');
    expect(listed.split('\n')).toEqual(['root:docker 750', 'root:docker 660']);
    expect(await hostOf('web-3').run('ls /var/lib')).toBe('');
  });

  it('leaves its secrets to the engine and to no other file of the machines', async () => {
    for (const node of ['web-1', 'web-2', 'web-3'] as const) {
      const host = hostOf(node);
      const [id = ''] = (await host.docker('ps', '-q', '--filter', 'label=muster.kind=instance')).split('\n');
      const secret = await host.docker('exec', id, 'sh', '-c', 'echo "$TOKEN"');
      expect(secret.length).toBeGreaterThan(20);
      const home = join(rig.directory, host.name);
      // Docker hands what it executes in a container over in files of its own.
      const found = await host.run(
        `echo ${secret} > /home/canary; grep -rlF --exclude='runc-process*' -- ${secret} /etc /home /tmp /root /run /var/lib ${home}/data/volumes 2>/dev/null; true`,
      );
      expect(found).toBe('/home/canary');
    }
  });

  it('is restarted one by one, out of every balancer first: no request fails', async () => {
    const stop = new AbortController();
    const load = (node: keyof typeof hosts) =>
      runLoad({url: urlOf(node), seconds: 60, connections: 4, rate: 60, signal: stop.signal});
    const loads = [load('web-1'), load('web-3')];
    const restarted = await muster('app', 'restart', 'page', '--env', 'demo', '--yes', '--json');
    stop.abort();
    expect(restarted.exit, restarted.stdout).toBe(0);
    for (const {failed, kinds} of await Promise.all(loads)) expect({failed, kinds}).toEqual({failed: 0, kinds: {}});
  });

  it('is scaled, and every balancer leads to what is new', async () => {
    const scaled = await scale(3);
    expect(scaled.exit, scaled.stdout).toBe(0);
    for (const node of ['web-1', 'web-2', 'web-3'] as const)
      expect(await visit(urlOf(node), 12)).toEqual([...all, 'page-slave-3']);
    file = await declare(3);
  });
});

describe('node check', () => {
  it('tells what the machines are', async () => {
    const checked = await muster('node', 'check', '--json');
    expect(checked.exit, checked.stdout).toBe(0);
    const memoryMib = Math.floor(totalmem() / 1024 ** 2);
    for (const report of checked.json.data) {
      expect(report.machine).toMatchObject({cores: cpus().length, architecture: expect.any(String)});
      expect(Math.abs(report.machine.memoryMib - memoryMib)).toBeLessThan(2);
      expect(Math.abs(report.machine.clockAheadMs)).toBeLessThan(500);
    }
    const [web1, , web3] = checked.json.data;
    expect(web1.host).toMatchObject({sshd: {maxSessions: 8, maxStartups: 30}, disk: {directory: `${rig.directory}/h1/data`}});
    expect(web3.host).toBeNull();
    expectNothingLeft();
  });

  it('warns where more is declared than is there, and where a port is held, with an exit code of its own', async () => {
    await muster('node', 'update', 'web-2', '--capacity', `cpu=${cpus().length + 1},memory=1TiB`);
    const [tiny] = [await hostOf('web-2').docker('run', '-d', '--network', 'host', tinyImage, 'httpd', '-f', '-p', '443')];
    const checked = await muster('node', 'check', 'web-2', '--json');
    expect(checked.exit).toBe(9);
    const codes = checked.json.data[0].checks.map(({code}: {code: string | null}) => code).filter(Boolean);
    expect(codes).toEqual(['CAPACITY_ABOVE_REAL', 'CAPACITY_ABOVE_REAL', 'PORT_TAKEN']);
    await hostOf('web-2').docker('rm', '-f', tiny);
    await muster('node', 'update', 'web-2', '--capacity', `cpu=${cpus().length}`);
  });
});

describe('a machine that falls silent', () => {
  /** Through one balancer; everybody where it does not answer whole. */
  const answering = () => visit(urlOf('web-1'), 8).catch(() => all);
  const timed = async <T>(work: Promise<T>): Promise<{readonly result: T; readonly ms: number}> => {
    const began = performance.now();
    return {result: await work, ms: performance.now() - began};
  };

  it('costs no read that another machine can answer', async () => {
    const stop = new AbortController();
    const load = runLoad({url: urlOf('web-1'), seconds: 30, connections: 8, rate: 100, timeoutMs: 20_000, signal: stop.signal});
    const standing = (await instancesOn('web-2')).split('\n');
    await hostOf('web-2').cut();
    try {
      await until('the others serve alone', async () => !(await answering()).some((name) => standing.includes(name)));
      // Who was waiting for the machine when it was taken out has had an answer by then.
      await new Promise((resolve) => setTimeout(resolve, 4000));
    } finally {
      await hostOf('web-2').heal();
    }
    stop.abort();
    const {ok, failed, kinds} = await load;
    expect({failed, kinds}).toEqual({failed: 0, kinds: {}});
    expect(ok).toBeGreaterThan(100);
    await until('every instance serves', async () => (await answering()).length === 4);
  });

  it.each(['web-2', 'web-3'] as const)('is named within ten seconds, and the others go on (%s)', async (node) => {
    const standing = (await instancesOn(node)).split('\n');
    await hostOf(node).cut();
    try {
      const {result, ms} = await timed(muster('status', '--json'));
      expect(ms).toBeLessThan(10_000);
      expect(result.json.data.nodes.filter(({reachable}: {reachable: boolean}) => !reachable)).toMatchObject([{name: node}]);
      // Balancers take its instance out by themselves.
      await until('the others serve alone', async () => !(await answering()).some((name) => standing.includes(name)));
      const unchanged = await muster('apply', '-f', file, '--yes', '--json');
      expect(unchanged.json).toMatchObject({data: {changed: false}, warnings: [{code: 'NODE_OFFLINE', subject: `node ${node}`}]});
      const refused = await timed(scale(4));
      expect(refused.ms).toBeLessThan(10_000);
      expect(refused.result.exit).toBe(7);
      expect(refused.result.json.error).toMatchObject({subject: `node ${node}`});
      expectNothingLeft();
    } finally {
      await hostOf(node).heal();
    }
    await until('every instance serves', async () => (await answering()).length === 4);
  });

  it.each([
    ['web-2', 5],
    ['web-3', 3],
  ] as const)('in the middle of a change is named by it soon, and the change can be resumed (%s)', async (node, slaves) => {
    const running = installation.spawn(...scaleArgs(slaves));
    const cut = new Promise<number>((resolve) => {
      let seen = false;
      onProgress(running, () => {
        if (!seen)
          void hostOf(node)
            .cut()
            .then(() => resolve(performance.now()));
        seen = true;
      });
    });
    const before = running.ended.then(() => performance.now());
    try {
      const [from, to] = await Promise.all([cut, before]);
      const {exit, json} = await running.ended;
      expect(exit).toBe(7);
      expect(json.error.subject ?? json.error.message).toContain(node);
      expect(to - from).toBeLessThan(12_000);
      expectNothingLeft();
    } finally {
      await hostOf(node).heal();
    }
    const resumed = await muster('operation', 'resume', '--json');
    expect(resumed.exit, resumed.stdout).toBe(0);
  });
});

describe('a command that is ended', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGKILL', null],
  ] as const)('by %s leaves no ssh behind', async (signal, exit) => {
    const running = installation.spawn('app', 'restart', 'page', '--env', 'demo', '--yes');
    await until('ssh', () => sshLeft().length >= 2);
    running.child.kill(signal);
    expect((await running.ended).exit).toBe(exit);
    await until('nothing left', () => sshLeft().length === 0 && readdirSync(temporary).length === 0);
  });
});
