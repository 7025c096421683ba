import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';

const recipe = `name: shop
description: A shop
image: shop
ports: {http: 8080}
routes: [{path: /, port: http}]
roles: {master: {count: 1}, slave: {}}
secrets: {API_KEY: {}, OTHER_KEY: {}}
health: {port: http, path: /healthz}
`;
const topology = `apiVersion: muster/v1
nodes:
  web-1: {connect: "ssh://ops@127.0.0.1:1"}
envs:
  prod:
    nodes: [web-1]
    entries: [":8088"]
    apps:
      shop: {recipe: ./shop.yaml, version: 1.0.0, weights: {slave: 300}}
`;

async function withFiles(): Promise<Cli> {
  const cli = await aCli();
  cli.write('shop.yaml', recipe);
  cli.write('cluster.yaml', topology);
  return cli;
}

/** Runs what a hint says, part after part, as a shell would. */
async function runHint(cli: Cli, hint: string): Promise<void> {
  for (const command of hint.split(' && '))
    expect(await cli.run(command.replace(/^muster /, ''), {input: 'a-long-and-secret-value'}), command).toMatchObject({exit: 0});
}

describe('a file that wants secrets which nobody has set', () => {
  it('is told of each of them and of every other violation at once, with file and line', async () => {
    const cli = await withFiles();
    const {exit, json} = await cli.run('plan -f cluster.yaml --json');
    expect(exit).toBe(3);
    const found = json.error.details.violations as {code: string; subject: string; details: {place?: object}}[];
    expect(found.map(({code, subject}) => `${code} ${subject}`)).toEqual(
      expect.arrayContaining(['SECRET_MISSING secret api-key', 'SECRET_MISSING secret other-key']),
    );
    expect(found.some(({code}) => code === 'WEIGHT_INVALID')).toBe(true);
    for (const {code, details} of found)
      if (code === 'SECRET_MISSING') expect(details.place).toMatchObject({file: 'cluster.yaml', line: 9});
    const {stderr} = await cli.run('plan -f cluster.yaml');
    expect(stderr).toContain('cluster.yaml:9: Secret api-key of app shop in env prod is not set.');
  });

  it('says what can be typed as it stands', async () => {
    const cli = await withFiles();
    cli.write('cluster.yaml', topology.replace(', weights: {slave: 300}', ''));
    const {json} = await cli.run('plan -f cluster.yaml --json');
    const found = json.error.details.violations as {code: string; hint: string}[];
    const missing = found.filter(({code}) => code === 'SECRET_MISSING');
    expect(missing).toHaveLength(2);
    for (const {hint} of missing) await runHint(cli, hint);
    expect((await cli.run('secret list --env prod --output name')).stdout.split('\n').filter(Boolean)).toHaveLength(2);
    expect((await cli.run('plan -f cluster.yaml --json')).stdout).not.toContain('SECRET_MISSING');
  });
});
