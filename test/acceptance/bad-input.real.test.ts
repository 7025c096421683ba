import {createServer} from 'node:http';
import {describe, expect, it, onTestFinished} from 'vitest';
import {writeHello} from '../support/hello.js';
import {anInstallation, freePort, type CliResult, type Installation} from '../support/installation.js';

/** Everything that could have changed: the exported topology, the operations and the containers. */
async function stateOf(installation: Installation): Promise<unknown> {
  const [topology, operations] = await Promise.all([
    installation.muster('topology', 'export', '--json'),
    installation.muster('operation', 'list', '--json'),
  ]);
  return {topology: topology.json.data, operations: operations.json.data, containers: await installation.containers()};
}

/** Runs the command as text and as JSON, and expects one failure that leaves everything as it was. */
async function refused(
  installation: Installation,
  expected: {readonly code: string; readonly exit: number},
  ...args: readonly string[]
): Promise<CliResult['json']> {
  const before = await stateOf(installation);
  const asText = await installation.muster(...args);
  const asJson = await installation.muster(...args, '--json');
  expect(asText.exit, asText.stderr).toBe(expected.exit);
  expect(asText.stdout).toBe('');
  expect(asText.stderr).toContain(`(${expected.code})`);
  expect(asText.stderr).not.toMatch(/^\s+at /m);
  expect(asJson.exit).toBe(expected.exit);
  expect(asJson.json.error).toMatchObject({
    code: expected.code,
    message: expect.stringMatching(/[.?)]$/),
    hint: expect.stringMatching(/\S/),
  });
  expect(await stateOf(installation)).toEqual(before);
  return asJson.json.error;
}

describe('bad input', () => {
  it('names file, line and the nearest key of an unknown one', async () => {
    const installation = await anInstallation();
    const file = await installation.write(
      'cluster.yaml',
      'apiVersion: muster/v1\nnodes:\n  web-1: {connect: local}\nenvs:\n  demo:\n    nodes: [web-1]\n    apps:\n      hello: {recipe: web, version: 1.0.0, slavs: 2}\n',
    );
    const error = await refused(installation, {code: 'FILE_INVALID', exit: 2}, 'apply', '-f', file);
    expect(error.details.problems).toMatchObject([{file, line: 8, key: expect.stringContaining('slavs'), nearest: 'slaves'}]);
    expect(error.message).toContain(`${file}:8`);
  });

  it('says where YAML does not parse', async () => {
    const installation = await anInstallation();
    const file = await installation.write('cluster.yaml', 'apiVersion: muster/v1\nnodes: {web-1: {connect: local}\nenvs: [\n');
    const error = await refused(installation, {code: 'FILE_UNPARSABLE', exit: 2}, 'apply', '-f', file);
    expect(error.details.problems[0]).toMatchObject({file, line: expect.any(Number)});
  });

  it('names the entry whose port something else holds', async () => {
    const installation = await anInstallation();
    const port = await freePort();
    const holder = createServer((_request, response) => response.end('not ours')).listen(port, '0.0.0.0');
    onTestFinished(() => {
      holder.close();
    });
    const {file} = await writeHello(installation, {port});
    const error = await refused(installation, {code: 'PORT_TAKEN', exit: 3}, 'apply', '-f', file);
    expect(error.message).toContain(`:${port}`);
  });

  it('says that Docker does not answer', async () => {
    const installation = await anInstallation({env: {DOCKER_HOST: 'unix:///run/no-such-docker.sock'}});
    const {file} = await writeHello(installation);
    const failed = await installation.muster('apply', '-f', file, '--json');
    expect(failed.exit).toBe(7);
    expect(failed.json.error.code).toMatch(/^DOCKER_(DOWN|MISSING)$/);
    expect((await installation.muster('topology', 'export', '--json')).json.data.nodes ?? {}).toEqual({});
  });
});
