import {createHash} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {docker} from '../support/docker.js';
import {anInstallation, freePort, testImages, type Installation} from '../support/installation.js';
import {runLoad} from '../support/load.js';

/** The documented cluster: one master, three slaves, weights 3 and 5, sharing one database, one Redis and their secrets. */
async function newApiTopology(port: number): Promise<string> {
  const images = await testImages();
  return JSON.stringify({
    apiVersion: 'muster/v1',
    nodes: {'web-1': {connect: 'local'}},
    envs: {
      prod: {
        labels: {stage: 'production'},
        nodes: ['web-1'],
        entries: [`:${port}`],
        services: {
          database: {kind: 'mysql', managed: {node: 'web-1', image: images['mysql']}},
          cache: {kind: 'redis', managed: {node: 'web-1', image: images['redis']}},
        },
        apps: {
          'new-api': {
            recipe: 'new-api',
            image: 'muster-new-api',
            version: 'v0.9.2',
            slaves: 3,
            balance: 'weighted',
            config: {SYNC_FREQUENCY: 60},
          },
        },
      },
    },
  });
}

async function environmentOf(container: string): Promise<ReadonlyMap<string, string>> {
  const [text = '[]'] = await docker('inspect', '-f', '{{json .Config.Env}}', container);
  return new Map(
    (JSON.parse(text) as string[]).map((line): [string, string] => [
      line.slice(0, line.indexOf('=')),
      line.slice(line.indexOf('=') + 1),
    ]),
  );
}

async function instances(installation: Installation): Promise<readonly string[]> {
  return installation.containers('label=muster.kind=instance', 'status=running');
}

async function addressOf(container: string): Promise<string> {
  const [binding = ''] = await docker('port', container, '3000');
  return `http://${binding}`;
}

describe('the New API cluster', () => {
  it('runs one master and three slaves that share sessions, secrets and load', async () => {
    const installation = await anInstallation();
    const port = await freePort();
    const file = await installation.write('new-api.json', await newApiTopology(port));
    const applied = await installation.muster('apply', '-f', file, '--json');
    expect(applied.exit, applied.stdout + applied.stderr).toBe(0);

    const names = await instances(installation);
    expect(names).toHaveLength(4);
    const environments = await Promise.all(names.map(environmentOf));
    expect(environments.filter((environment) => environment.get('NODE_TYPE') === 'slave')).toHaveLength(3);

    for (const variable of ['SESSION_SECRET', 'CRYPTO_SECRET', 'SQL_DSN', 'REDIS_CONN_STRING']) {
      const digests = environments.map((environment) =>
        createHash('sha256')
          .update(environment.get(variable) ?? '')
          .digest('hex'),
      );
      expect(environments[0]?.get(variable)?.length ?? 0).toBeGreaterThan(20);
      expect(new Set(digests).size, variable).toBe(1);
    }

    const [first, ...others] = await Promise.all(names.map(addressOf));
    const login = await fetch(`${first}/api/user/login`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({username: 'root', password: '123456'}),
    });
    expect(login.status).toBe(200);
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] as string;
    for (const address of others) expect((await fetch(`${address}/api/user/self`, {headers: {cookie}})).status).toBe(200);
    for (const address of [first, ...others]) expect((await fetch(`${address}/api/dependencies`)).status).toBe(200);

    const {failed, byInstance} = await runLoad({url: `http://127.0.0.1:${port}/`, requests: 1800, connections: 6});
    expect(failed).toBe(0);
    const counts = Object.values(byInstance).sort((a, b) => a - b);
    expect(counts).toHaveLength(4);
    [300, 500, 500, 500].forEach((expected, index) =>
      expect(Math.abs((counts[index] as number) - expected)).toBeLessThanOrEqual(expected * 0.02),
    );
  });

  it('refuses what would break the cluster, and leaves the store as it was', async () => {
    const installation = await anInstallation();
    const port = await freePort();
    const good = JSON.parse(await newApiTopology(port));
    const before = (await installation.muster('topology', 'export', '--json')).stdout;
    const refusals: readonly {readonly change: (topology: any) => void; readonly code: string; readonly exit: number}[] = [
      {
        code: 'ONE_MASTER',
        exit: 3,
        change: ({envs: {prod}}) => {
          delete prod.apps['new-api'].slaves;
          prod.apps['new-api'].roles = {master: 2, slave: 1};
        },
      },
      {
        code: 'SHARED_DATABASE',
        exit: 3,
        change: ({envs: {prod}}) => {
          delete prod.services.database;
          prod.apps['new-api'].config.SQL_DSN = 'sqlite:///data/one-api.db';
        },
      },
      {
        code: 'SHARED_DATABASE',
        exit: 3,
        change: ({envs: {prod}}) => {
          prod.services.database = {kind: 'mysql', url: 'mysql://root@localhost:3306/new-api'};
        },
      },
      {
        code: 'SAME_SECRET',
        exit: 3,
        change: ({envs: {prod}}) => {
          prod.apps['new-api'].config.SESSION_SECRET = 'random_string';
        },
      },
      {
        code: 'ENV_NAME_CASE',
        exit: 3,
        change: ({envs: {prod}}) => {
          prod.apps['new-api'].config.node_type = 'slave';
        },
      },
    ];
    for (const {change, code, exit} of refusals) {
      const topology = structuredClone(good);
      change(topology);
      const refused = await installation.muster(
        'apply',
        '-f',
        await installation.write('bad.json', JSON.stringify(topology)),
        '--json',
      );
      expect(refused.exit, refused.stdout).toBe(exit);
      const {error} = refused.json;
      const codes = [error.code, ...(error.details.violations ?? []).map((violation: {code: string}) => violation.code)];
      expect(codes).toContain(code);
    }
    expect((await installation.muster('topology', 'export', '--json')).stdout).toBe(before);
    expect(await installation.containers()).toEqual([]);
  });
});
