import {describe, expect, it} from 'vitest';
import {docker} from '../support/docker.js';
import {writeHello} from '../support/hello.js';
import {anInstallation} from '../support/installation.js';
import {runLoad} from '../support/load.js';

describe('one file, one command', () => {
  it('runs a master, its slaves and a balancer, and a second run changes nothing', async () => {
    const installation = await anInstallation();
    const {url, file} = await writeHello(installation);

    const applied = await installation.muster('apply', '-f', file, '--json');
    expect(applied.exit).toBe(0);
    expect(applied.json.data).toMatchObject({changed: true, dryRun: false});

    const {failed, byInstance} = await runLoad({url, requests: 60, connections: 3});
    expect(failed).toBe(0);
    expect(Object.keys(byInstance).sort()).toEqual(['hello-master-1', 'hello-slave-1', 'hello-slave-2']);

    const ids = await docker('ps', '-q', '--filter', `label=muster.installation=${installation.id}`);
    const again = await installation.muster('apply', '-f', file, '--json');
    expect(again.json.data).toMatchObject({changed: false, operation: null, changes: []});
    expect(await docker('ps', '-q', '--filter', `label=muster.installation=${installation.id}`)).toEqual(ids);
  });

  it('starts the master before the slaves and lets the balancer in last', async () => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation);
    await installation.muster('apply', '-f', file);
    const started = async (role: string) => {
      const names = await installation.containers(`label=muster.role=${role}`);
      return Promise.all(
        names.map(async (name) => new Date((await docker('inspect', '-f', '{{.State.StartedAt}}', name))[0] as string).getTime()),
      );
    };
    const [master] = await started('master');
    for (const slave of await started('slave')) expect(slave).toBeGreaterThan(master as number);
  });

  it('tells the same truth as docker and the balancer', async () => {
    const installation = await anInstallation();
    const {file, url} = await writeHello(installation);
    await installation.muster('apply', '-f', file);
    await runLoad({url, requests: 30, connections: 3});

    const running = await installation.containers('label=muster.kind=instance', 'status=running');
    const status = await installation.muster('status', '--json');
    expect(status.exit).toBe(0);
    const app = await installation.muster('app', 'status', 'hello', '--env', 'demo', '--json');
    expect(app.json.data.instances.map((instance: {name: string}) => instance.name).sort()).toEqual(
      running.map((name) => name.replace(/^.*(hello-(?:master|slave)-\d+)-\d+$/, '$1')).sort(),
    );
    const proxy = await installation.muster('proxy', 'status', '--json');
    const servers = proxy.json.data
      .flatMap((report: {servers: readonly {backend: string}[]}) => report.servers)
      .filter((server: {backend: string}) => server.backend.includes('hello'));
    expect(servers.map((server: {status: string}) => server.status)).toEqual(['up', 'up', 'up']);
    expect(servers.reduce((sum: number, server: {requestsTotal: number}) => sum + server.requestsTotal, 0)).toBe(30);
  });

  it('refuses a saved plan when the world has moved on', async () => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation);
    const plan = `${installation.home}/cluster.plan`;
    expect((await installation.muster('plan', '-f', file, '--out', plan)).exit).toBe(0);
    expect((await installation.muster('apply', plan, '--yes')).exit).toBe(0);
    const stale = await installation.muster('apply', plan, '--yes', '--json');
    expect(stale.exit).toBe(5);
    expect(stale.json.error.code).toBe('PLAN_STALE');
  });

  it('replaces instances one by one when their settings change, without a failed request', async () => {
    const installation = await anInstallation();
    const {file, url, port} = await writeHello(installation);
    await installation.muster('apply', '-f', file);
    const stop = new AbortController();
    const load = runLoad({url, seconds: 60, connections: 8, rate: 200, signal: stop.signal});
    const changed = await writeHello(installation, {port, config: {GREETING: 'a$b-c'}});
    const applied = await installation.muster('apply', '-f', changed.file, '--yes');
    stop.abort();
    expect(applied.exit, applied.stderr).toBe(0);
    expect((await load).failed).toBe(0);
    for (const name of await installation.containers('label=muster.kind=instance')) {
      expect(await docker('inspect', '-f', '{{range .Config.Env}}{{println .}}{{end}}', name)).toContain('GREETING=a$b-c');
    }
  });
});
