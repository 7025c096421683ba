import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {openStore} from '../../src/adapters/store/open-store.js';
import {FakeClock} from '../support/fake-clock.js';
import {aCli, type Cli} from '../support/run-cli.js';
import {aTopology} from '../support/topology.js';
import {parseXml} from '../support/xml.js';

const fourLayers = join(import.meta.dirname, '..', '..', 'examples', 'four-layers.yaml');

/** Two orgs in a store of their own, written as they are. */
async function aSmallFleet(): Promise<Cli> {
  const cli = await aCli();
  const topology = aTopology()
    .withOrg('acme')
    .withNode('web-1', {connect: 'local', address: '127.0.0.1', capacity: {cpu: 4, memoryMib: 8192}})
    .withNode('web-9', {org: 'acme'})
    .withEnv('prod', {nodes: ['web-1'], labels: {stage: 'production'}})
    .withEnv('test')
    .withEntry('shop.com:80')
    .build();
  const store = await openStore({address: join(cli.home, 'muster.db'), create: false, clock: new FakeClock('seed')});
  await store.change((before) => ({commit: {after: {...topology, clusters: before.clusters}}, result: null}));
  await store.close();
  return cli;
}

describe('topology graph', () => {
  it('draws what the store has: Mermaid when nothing else is asked for', async () => {
    const cli = await aSmallFleet();
    const shown = await cli.run('topology graph');
    expect(shown).toMatchObject({exit: 0, stderr: ''});
    expect(shown.stdout).toMatch(/^%% Topology of default: 1 node · 2 envs · 1 entry · 0 apps · 0 instances\nflowchart LR\n/);
    expect(shown.stdout).toContain('["web-1<br/>4 cores · 8 GiB<br/>127.0.0.1"]');
    expect(shown.stdout).not.toContain('web-9');
  });

  it('draws files without a store, in every form', async () => {
    const cli = await aCli({init: false});
    const draw = (format: string) => cli.run(['topology', 'graph', '-f', fourLayers, '--format', format]);
    const [mermaid, dot, svg, html] = await Promise.all(['mermaid', 'dot', 'svg', 'html'].map(draw));
    expect([mermaid, dot, svg, html].map((run) => [run?.exit, run?.stderr])).toEqual(Array.from({length: 4}, () => [0, '']));
    expect(mermaid?.stdout).toMatch(
      /^%% Topology of company: 3 nodes · 5 envs · 14 entries · 8 apps · 16 instances\nflowchart LR\n/,
    );
    expect(dot?.stdout).toMatch(/^digraph topology \{\n/);
    expect(parseXml(svg?.stdout ?? '').name).toBe('svg');
    expect(html?.stdout).toMatch(/^<!doctype html>\n[\s\S]*<\/html>\n$/);
  });

  it('reads standard input', async () => {
    const cli = await aCli({init: false});
    const input = JSON.stringify({apiVersion: 'muster/v1', org: 'acme', nodes: {'web-1': {connect: 'local'}}});
    expect((await cli.run('topology graph -f -', {input})).stdout).toContain('subgraph g0["org acme"]');
  });

  it.each([
    ['topology.svg', /^<svg /],
    ['topology.html', /^<!doctype html>/],
    ['topology.dot', /^digraph /],
    ['topology.mmd', /^%% /],
    ['topology.txt', /^%% /],
  ])('--out %s saves the form that the name says', async (file, beginning) => {
    const cli = await aSmallFleet();
    expect(await cli.run(`topology graph --out ${file}`)).toMatchObject({exit: 0, stdout: `Drawn in ${file}.\n`, stderr: ''});
    expect(readFileSync(join(cli.home, file), 'utf8')).toMatch(beginning);
  });

  it('--out says with --json where the picture is, and fails where none can be', async () => {
    const cli = await aSmallFleet();
    expect((await cli.run('topology graph --out a.svg --format dot --json')).json.data).toMatchObject({
      out: 'a.svg',
      detail: 'full',
    });
    expect(readFileSync(join(cli.home, 'a.svg'), 'utf8')).toMatch(/^digraph /);
    expect(await cli.run('topology graph --out nowhere/a.svg --json')).toMatchObject({
      exit: 2,
      json: {error: {code: 'FILE_UNWRITABLE', details: {path: 'nowhere/a.svg'}}},
    });
  });

  it('--json gives the graph as data, --output name what is in it', async () => {
    const cli = await aSmallFleet();
    const {data} = (await cli.run('topology graph --json')).json;
    expect(Object.keys(data).sort()).toEqual(['counts', 'detail', 'edges', 'groups', 'nodes', 'out', 'unlistedEnvs']);
    expect(data.edges).toEqual([
      {kind: 'leads', from: 'entry/default/prod/shop.com:80', to: 'env/default/prod', path: '/'},
      {kind: 'served', from: 'env/default/prod', to: 'node/default/web-1', weight: null, nodes: 1, instances: 0},
    ]);
    expect((await cli.run('topology graph --output name')).stdout.split('\n')).toContain('env/default/prod');
  });

  it('draws one org, all of them, or some environments', async () => {
    const cli = await aSmallFleet();
    const names = async (flags: string) =>
      (await cli.run(`topology graph --output name ${flags}`)).stdout.split('\n').filter((name) => /^(env|node)/.test(name));
    expect(await names('')).toEqual(['env/default/prod', 'env/default/test', 'node/default/web-1']);
    expect(await names('--org acme')).toEqual(['node/acme/web-9']);
    expect(await names('--all-orgs')).toEqual(['env/default/prod', 'env/default/test', 'node/acme/web-9', 'node/default/web-1']);
    expect(await names('--env prod test')).toEqual(await names('--env prod --env TEST'));
    expect(await names('--env test')).toEqual(['env/default/test']);
  });

  it('folds nodes into pools when it is asked to', async () => {
    const cli = await aSmallFleet();
    const {data} = (await cli.run('topology graph --detail summary --json')).json;
    expect(data.nodes.map(({kind}: {kind: string}) => kind)).toEqual(['env', 'env', 'pool']);
  });

  it('draws a file that breaks a rule, and says which', async () => {
    const cli = await aCli({init: false});
    const env = {nodes: ['web-1'], entries: ['shop.com']};
    cli.write(
      'two.json',
      JSON.stringify({apiVersion: 'muster/v1', nodes: {'web-1': {connect: 'local'}}, envs: {a: env, b: env}}),
    );
    const shown = await cli.run('topology graph -f two.json');
    expect(shown).toMatchObject({exit: 0, stderr: expect.stringContaining('(ENTRY_TAKEN)')});
    expect(shown.stdout.match(/shop\.com/g)).toHaveLength(2);
    expect((await cli.run('topology graph -f two.json --json')).json.warnings).toMatchObject([{code: 'ENTRY_TAKEN'}]);
  });

  it.each([
    ['--env nope', 4, 'NOT_FOUND'],
    ['--org nope', 4, 'NOT_FOUND'],
    ['--all-orgs --env nope', 4, 'NOT_FOUND'],
    ['-f nowhere.yaml', 2, 'FILE_NOT_FOUND'],
    ['--format png', 2, 'USAGE'],
  ])('%s exits %i with %s', async (flags, exit, code) => {
    const cli = await aSmallFleet();
    expect(await cli.run(`topology graph ${flags} --json`)).toMatchObject({exit, json: {error: {code}}});
  });
});
