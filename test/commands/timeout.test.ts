import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import {builtCli} from '../support/built-cli.js';
import {aCli, type Cli} from '../support/run-cli.js';

beforeAll(builtCli, 60_000);

/** An engine that takes every request and answers none. */
async function aSilentEngine(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-silent-'));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(join(folder, 'docker.sock'), resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, {recursive: true, force: true});
  });
  return `unix://${join(folder, 'docker.sock')}`;
}

/** Programs of which `ssh` never logs in. */
function aSilentSsh(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-silent-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  writeFileSync(join(folder, 'ssh'), '#!/bin/sh\nexec sleep 8\n');
  chmodSync(join(folder, 'ssh'), 0o755);
  return `${folder}:${process.env['PATH']}`;
}

const file = (connect: string) => `
apiVersion: muster/v1
nodes: {web-1: {connect: "${connect}"}}
envs:
  prod:
    nodes: [web-1]
    entries: [":18080"]
    apps: {web: {recipe: web, image: muster-hello, version: 1.0.0, slaves: 1}}
`;

/** A fleet that is recorded, on an engine that never answers. */
async function aSilentFleet(connect = 'local'): Promise<{readonly cli: Cli; readonly env: Record<string, string>}> {
  const cli = await aCli();
  cli.write('fleet.yaml', file(connect));
  expect((await cli.run('apply -f fleet.yaml --topology-only --yes')).exit).toBe(0);
  return {cli, env: connect === 'local' ? {DOCKER_HOST: await aSilentEngine()} : {PATH: aSilentSsh()}};
}

const told = 'Node web-1 did not answer within --timeout 300ms.';

describe('--timeout, where a machine takes requests and never answers', () => {
  it.each([
    ['status', 'local', 9],
    ['doctor', 'local', 9],
    ['doctor --node web-1', 'local', 9],
    ['node check', 'local', 9],
    ['app status web --env prod', 'local', 9],
    ['status', 'ssh://127.0.0.1:1', 9],
    ['node check', 'ssh://127.0.0.1:1', 9],
    ['proxy status', 'ssh://127.0.0.1:1', 9],
    ['proxy show', 'ssh://127.0.0.1:1', 0],
  ])('`muster %s` of a node at %s tells that it was silent, beside all that is known (exit %i)', async (line, connect, exit) => {
    const {cli, env} = await aSilentFleet(connect);
    const run = await cli.run(`${line} --timeout 300ms --json`, {env});
    expect(run.exit).toBe(exit);
    expect(JSON.stringify(run.json.data)).toContain(told);
  });

  it.each(['app logs web --env prod', 'app logs web --env prod --follow', 'proxy reload --yes'])(
    '`muster %s`, which has nothing else to tell, fails',
    async (line) => {
      const {cli, env} = await aSilentFleet(line.startsWith('proxy') ? 'ssh://127.0.0.1:1' : 'local');
      const {exit, stderr} = await cli.run(`${line} --timeout 300ms`, {env});
      expect({exit, stderr}).toEqual({exit: 7, stderr: `Error: ${told} (TIMED_OUT)\nNext: Give it longer with --timeout\n`});
    },
  );

  it.each(['plan -f fleet.yaml', 'apply -f fleet.yaml --yes', 'app restart web --env prod --yes'])(
    '`muster %s` ends as a whole, before anything has begun',
    async (line) => {
      const {cli, env} = await aSilentFleet();
      const {exit, json} = await cli.run(`${line} --timeout 300ms --json`, {env});
      expect([exit, json.error.code, json.error.message]).toEqual([
        7,
        'TIMED_OUT',
        'Not done within --timeout 300ms; nothing changed.',
      ]);
    },
  );

  it('holds for one node where others answer', async () => {
    const cli = await aCli();
    await cli.run('node add far --connect ssh://127.0.0.1:1');
    await cli.run('node add near --connect local');
    const {exit, json} = await cli.run('node check --json', {env: {PATH: aSilentSsh(), MUSTER_TIMEOUT: '300ms'}});
    expect(exit).toBe(9);
    expect(json.data.map(({node, checks}: {node: string; checks: {code: string}[]}) => [node, checks.at(-1)?.code])).toEqual([
      ['far', 'TIMED_OUT'],
      ['near', 'DOCKER_DOWN'],
    ]);
  });
});
