import {randomBytes} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {docker} from '../support/docker.js';
import {anInstallation, freePort, testImages, type CliResult, type Installation} from '../support/installation.js';

const hex = randomBytes(6).toString('hex');
/** Awkward on purpose, and told apart wherever one of them turns up. */
const canaries = {
  'session-secret': `canary-s-${hex}$HOME`,
  'crypto-secret': `canary-c-${hex}"'`,
  'database-password': `canary-d-${hex}@/:`,
};
const marks = ['s', 'c', 'd'].map((letter) => `canary-${letter}-${hex}`);
/** What the same bytes look like when they were only encoded. */
const disguises = marks.flatMap((mark) => [
  mark,
  Buffer.from(mark).toString('base64').slice(0, -4),
  Buffer.from(mark).toString('hex'),
]);

function found(text: string): readonly string[] {
  return disguises.filter((disguise) => text.includes(disguise));
}

async function commandLines(): Promise<string> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')));
  return lines.join('\n');
}

async function filesUnder(folder: string): Promise<string> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const texts = await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
  return texts.join('\n');
}

async function plant(installation: Installation): Promise<readonly CliResult[]> {
  await installation.muster('env', 'create', 'prod');
  const set = [];
  for (const [name, value] of Object.entries(canaries))
    set.push(await installation.feed(value, 'secret', 'set', name, '--env', 'prod', '--json'));
  return set;
}

describe('secrets', () => {
  it('reach their containers and nothing else', async () => {
    const installation = await anInstallation();
    const images = await testImages();
    const planted = await plant(installation);
    expect(planted.map((result) => result.exit)).toEqual([0, 0, 0]);
    const file = await installation.write(
      'cluster.json',
      JSON.stringify({
        apiVersion: 'muster/v1',
        nodes: {'web-1': {connect: 'local'}},
        envs: {
          prod: {
            nodes: ['web-1'],
            entries: [`:${await freePort()}`],
            services: {
              database: {kind: 'mysql', managed: {node: 'web-1', image: images['mysql']}},
              cache: {kind: 'redis', managed: {node: 'web-1', image: images['redis']}},
            },
            apps: {'new-api': {recipe: 'new-api', image: 'muster-new-api', version: 'v0.9.2', slaves: 1}},
          },
        },
      }),
    );

    const run = installation.spawn('apply', '-f', file, '--verbose');
    const seen: string[] = [];
    while (run.child.exitCode === null && run.child.signalCode === null) {
      seen.push(...found(await commandLines()));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const applied = await run.ended;
    expect(applied.exit, applied.stderr).toBe(0);
    expect(seen, 'in a process list').toEqual([]);

    const [instance = ''] = await installation.containers('label=muster.role=master');
    const [inside = ''] = await docker('inspect', '-f', '{{json .Config.Env}}', instance);
    expect(JSON.parse(inside) as string[]).toContain(`SESSION_SECRET=${canaries['session-secret']}`);

    const commands = [
      ['status'],
      ['app', 'status', 'new-api', '--env', 'prod'],
      ['app', 'show', 'new-api'],
      ['plan', '-f', file],
      ['operation', 'list'],
      ['audit', 'list'],
      ['secret', 'list', '--env', 'prod'],
      ['config', 'list', '--env', 'prod'],
      ['service', 'list', '--env', 'prod'],
      ['topology', 'export'],
      ['proxy', 'show'],
      ['doctor'],
    ];
    for (const command of commands) {
      for (const form of [[], ['--json']]) {
        const {stdout, stderr} = await installation.muster(...command, ...form);
        expect(found(stdout + stderr), `${command.join(' ')} ${form.join('')}`).toEqual([]);
      }
    }
    expect(found(planted.map((result) => result.stdout + result.stderr).join('\n') + applied.stdout + applied.stderr)).toEqual(
      [],
    );
    expect(found(await filesUnder(installation.home)), 'in the store, the journal or a file').toEqual([]);
    const [proxy = ''] = await installation.containers('label=muster.kind=proxy');
    expect(found((await docker('exec', proxy, 'sh', '-c', 'cat /etc/muster-proxy/*')).join('\n'))).toEqual([]);
    for (const name of await installation.containers()) {
      const logs = await docker('logs', name).catch(() => []);
      expect(found(logs.join('\n')), `logs of ${name}`).toEqual([]);
    }
  });

  it('do not appear when a start fails', async () => {
    const installation = await anInstallation();
    await plant(installation);
    const file = await installation.write(
      'cluster.json',
      JSON.stringify({
        apiVersion: 'muster/v1',
        nodes: {'web-1': {connect: 'local'}},
        envs: {
          prod: {
            nodes: ['web-1'],
            services: {
              database: {kind: 'mysql', url: 'mysql://api@192.0.2.1:3306/new-api', password: {secret: 'database-password'}},
              cache: {kind: 'redis', url: 'redis://192.0.2.1:6379'},
            },
            apps: {'new-api': {recipe: './broken.yaml', image: 'muster-new-api', version: 'v0.9.2', slaves: 0}},
          },
        },
      }),
    );
    await installation.write(
      'broken.yaml',
      `
name: broken
description: Prints its environment and ends
image: muster-new-api
ports: {http: 3000}
roles: {master: {count: 1, weight: 1}, slave: {weight: 1}}
services: {database: {kind: mysql, required: false}, cache: {kind: redis, required: false}}
env: {SQL_DSN: {service: database, format: go-dsn}}
secrets: {SESSION_SECRET: {generate: 32}}
command: ["node", "-e", "console.log(process.env.SQL_DSN, process.env.SESSION_SECRET); process.exit(1)"]
health: {port: http, path: /, interval: 200ms, timeout: 1s, retries: 1, startPeriod: 1s}
`,
    );
    const failed = await installation.muster('apply', '-f', file, '--verbose');
    expect(failed.exit, failed.stderr).toBe(6);
    expect(failed.stderr).toContain('log lines');
    expect(found(failed.stdout + failed.stderr)).toEqual([]);
    const asJson = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect(asJson.json.error.code).toBe('UNHEALTHY');
    expect(found(asJson.stdout)).toEqual([]);
    expect(found(await filesUnder(installation.home))).toEqual([]);
  });
});
