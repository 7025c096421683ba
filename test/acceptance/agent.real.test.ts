import {createServer} from 'node:http';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'vitest';
import {anAgentHome} from '../support/agents.js';
import {freePort} from '../support/installation.js';
import {until} from '../support/until.js';

/** Two and a half beats, five seconds apart. */
const windowMs = 12_500;

describe.concurrent('an agent', () => {
  it('that is killed leaves its cluster online for 2.5 intervals and offline after them', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const agent = await home.agent();
    await agent.told('active');
    agent.signal('SIGKILL');
    await agent.ended;
    const seen: {readonly state: string; readonly ageMs: number}[] = [];
    await until(
      'the cluster is offline',
      async () => {
        const {state, lastBeatAgeMs} = await home.status();
        seen.push({state, ageMs: lastBeatAgeMs ?? 0});
        return state === 'offline';
      },
      {everyMs: 100},
    );
    expect(seen.filter(({state, ageMs}) => (state === 'active') !== ageMs <= windowMs)).toEqual([]);
    expect(Math.max(...seen.filter(({state}) => state === 'active').map(({ageMs}) => ageMs))).toBeGreaterThan(windowMs - 2000);
  });

  it('that is killed is followed by the one that stands by, at the same address, and nobody sees the cluster offline', async ({
    expect,
    onTestFinished,
  }) => {
    const home = await anAgentHome(onTestFinished);
    const first = await home.agent();
    await first.told('active');
    const second = await home.agent('--listen', new URL(first.url).port);
    expect(await second.told('standing-by')).toMatchObject({holderPid: first.pid, copy: false});
    expect((await first.ask('/identity')).json).toEqual({
      installation: (await home.status()).installation,
      cluster: 'DEFAULT',
      version: expect.any(String),
    });
    first.signal('SIGKILL');
    const states = new Set<string>();
    const watching = until(
      'the second is active',
      async () => {
        const {state, pid} = await home.status();
        states.add(state);
        return pid === second.pid;
      },
      {everyMs: 20},
    );
    await second.told('active');
    await second.told('listening');
    await watching;
    expect([...states]).toEqual(['active']);
    expect((await first.ask('/healthz')).json).toMatchObject({healthy: true, standing: 'active'});
  });

  it('that is told to stop hands its cluster over at once and exits 143', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const first = await home.agent();
    await first.told('active');
    const second = await home.agent();
    await second.told('standing-by');
    expect((await second.ask('/healthz')).json).toMatchObject({healthy: true, standing: 'standing-by', holder: {pid: first.pid}});
    first.signal('SIGTERM');
    expect((await first.ended).exit).toBe(143);
    expect(first.lines.map(({event}) => event)).toEqual(['started', 'active', 'stopping', 'stopped']);
    await second.told('active');
    second.signal('SIGINT');
    expect((await second.ended).exit).toBe(130);
    expect(await home.status()).toMatchObject({state: 'stopped', pid: second.pid});
  });

  it('that hangs loses its cluster after 2.5 intervals, and stands by when it goes on', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const first = await home.agent();
    await first.told('active');
    const second = await home.agent();
    const {until: last} = await second.told('standing-by');
    first.signal('SIGSTOP');
    const {time} = await second.told('active');
    expect(Date.parse(time)).toBeGreaterThan(Date.parse(last as string));
    first.signal('SIGCONT');
    expect(await first.told('standing-by')).toMatchObject({holderPid: second.pid});
  });

  it('and one with a copy of its data directory notice each other at their next beats', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const first = await home.agent();
    await first.told('active');
    const second = await (await home.copy()).agent();
    expect(await second.told('standing-by')).toMatchObject({copy: true});
    const {exit, stderr} = await second.ended;
    expect(exit).toBe(3);
    expect(stderr).toMatch(
      /Two copies of one installation beat for cluster DEFAULT: the agent on \S+ \(pid \d+\) has it, and this one on \S+ \(pid \d+\) stops\. \(CLUSTER_ID_CONFLICT\)/,
    );
    await first.told('conflict');
    expect(await first.ask('/healthz')).toMatchObject({
      status: 503,
      json: {healthy: false, conflict: {host: expect.any(String)}},
    });
    expect((await home.status()).rivalHost).not.toBeNull();
    await first.told('conflict-over');
    expect((await first.ask('/healthz')).status).toBe(200);
  });

  it('of a cluster that was deleted is told so, stops, and brings nothing back', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const agent = await home.agent();
    await agent.told('active');
    await home.change(() => null);
    const {exit, stderr} = await agent.ended;
    expect({exit, stderr}).toEqual({
      exit: 4,
      stderr: expect.stringContaining('Cluster DEFAULT was deleted, and its agent stops. (CLUSTER_GONE)'),
    });
    expect((await home.store.readTopology(['clusters'])).clusters).toEqual([]);
    expect((await home.store.readBeats()).beats).toEqual([]);
    expect(await home.run('agent', 'run')).toMatchObject({exit: 4, stderr: expect.stringContaining('(CLUSTER_NOT_JOINED)')});
  });

  it('takes up what has become of its cluster, and says how its address answers', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    await home.change((cluster) => ({...cluster, address: url, heartbeatSeconds: 30}));
    const agent = await home.agent('--listen', `${port}`);
    expect(await agent.told('address')).toMatchObject({address: url, state: 'reached'});
    const stranger = createServer((_, response) => response.end('{}'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void stranger.close());
    const other = `http://127.0.0.1:${(stranger.address() as {port: number}).port}`;
    await home.change((cluster) => ({...cluster, address: other, heartbeatSeconds: 6}));
    const states = new Set<string>();
    const isTold = () => agent.lines.some(({event}) => event === 'cluster-changed');
    await until('the agent hears of it', async () => {
      states.add((await home.status()).state);
      return isTold();
    });
    expect([...states]).toEqual(['active']);
    expect(await agent.told('cluster-changed')).toMatchObject({cluster: {address: other, heartbeatSeconds: 6}});
    expect(await agent.told('address', 2)).toMatchObject({state: 'other'});
    const nobody = await freePort();
    await home.change((cluster) => ({...cluster, address: `http://127.0.0.1:${nobody}`}));
    expect(await agent.told('address', 3)).toMatchObject({state: 'silent'});
    expect(await home.status()).toMatchObject({addressState: 'silent', heartbeatSeconds: 6});
  });

  it('that follows a reader ends quietly with it', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const agent = await home.agent();
    await agent.told('active');
    agent.closeOutput();
    await home.change((cluster) => ({...cluster, name: 'renamed'}));
    expect(await agent.ended).toMatchObject({exit: 0, stderr: ''});
  });
});

describe.concurrent('an agent that cannot start says why', () => {
  it('another program at its address', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const stranger = createServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void stranger.close());
    const {port} = stranger.address() as {port: number};
    expect(await home.run('agent', 'run', '--listen', `${port}`)).toMatchObject({
      exit: 7,
      stdout: '',
      stderr: expect.stringContaining(`Another program listens on 127.0.0.1:${port}. (LISTEN_TAKEN)`),
    });
    const failed = await home.run('agent', 'run', '--listen', `${port}`, '--json');
    expect(
      failed.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{error: {code: 'LISTEN_TAKEN'}}]);
  });

  it('an address of another machine, or no address at all', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    expect(await home.run('agent', 'run', '--listen', '192.0.2.1:7310')).toMatchObject({
      exit: 7,
      stderr: expect.stringContaining('192.0.2.1 is no address of this machine. (LISTEN_ELSEWHERE)'),
    });
    for (const wrong of ['foo', '1.2.3.4', ':70000', '127.0.0.1:99999', 'http://127.0.0.1:80'])
      expect(await home.run('agent', 'run', '--listen', wrong)).toMatchObject({
        exit: 2,
        stderr: expect.stringContaining('(VALUE_INVALID)'),
      });
  });

  it('an installation that is broken, and a store that is not there', async ({expect, onTestFinished}) => {
    const home = await anAgentHome(onTestFinished);
    const copy = await home.copy();
    writeFileSync(join(copy.home, 'INSTALL.json'), '');
    expect(await copy.run('agent', 'run')).toMatchObject({exit: 7, stderr: expect.stringContaining('(INSTALL_BROKEN)')});
    expect(await home.run('agent', 'run', '--store', join(home.home, 'none.db'))).toMatchObject({
      exit: 7,
      stderr: expect.stringContaining('(STORE_MISSING)'),
    });
  });
});
