import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';

const declared = {
  apiVersion: 'muster/v1',
  nodes: {'web-1': {connect: 'local', weight: 10}, 'web-2': {connect: 'ssh://ops@10.0.0.2', weight: 9}},
  envs: {
    'prod-10': {labels: {stage: 'production', customer: 'a'}},
    'prod-2': {labels: {stage: 'production', customer: 'b'}, nodes: ['web-1', 'web-2']},
    test: {labels: {stage: 'test', purpose: 'load'}},
  },
};

async function aFleet(): Promise<Cli> {
  const cli = await aCli({init: false});
  const applied = await cli.run(['apply', '-f', cli.write('fleet.json', JSON.stringify(declared))]);
  expect(applied.exit, applied.stderr).toBe(0);
  return cli;
}

describe('lists', () => {
  it('are filtered and sorted alike in every form', async () => {
    const cli = await aFleet();
    const line = 'env list --filter stage=production --sort name';
    expect((await cli.run(`${line} --json`)).json.data.map(({name}: {name: string}) => name)).toEqual(['prod-2', 'prod-10']);
    expect((await cli.run(`${line} --output name`)).stdout).toBe('prod-2\nprod-10\n');
    expect((await cli.run(`${line} --output yaml`)).stdout.match(/^ *- .*$/gm)?.[0]).toContain('default');
    expect((await cli.run(line)).stdout.split('\n').map((text) => text.split(' ')[0])).toEqual(['NAME', 'prod-2', 'prod-10', '']);
  });

  it('show the columns that are wanted, and give the whole objects as JSON', async () => {
    const cli = await aFleet();
    expect((await cli.run('env list --columns customer,name --filter nodes=web-1')).stdout).toBe(
      'CUSTOMER  NAME\nb         prod-2\n',
    );
    const {json} = await cli.run('env list --columns name --filter nodes=web-1 --json');
    expect(json.data).toMatchObject([{name: 'prod-2', nodes: ['web-1', 'web-2'], labels: {customer: 'b'}}]);
  });

  it('tell envs apart by stage, business, customer and purpose when they are wide', async () => {
    const cli = await aFleet();
    const [head, , , last] = (await cli.run('env list --output wide')).stdout.split('\n');
    expect(head?.split(/ +/)).toEqual([
      'NAME',
      'NODES',
      'ENTRIES',
      'APPS',
      'LABELS',
      'WORKSPACE',
      'STAGE',
      'BUSINESS',
      'CUSTOMER',
      'PURPOSE',
    ]);
    expect(last?.split(/ +/).slice(-4)).toEqual(['test', '-', '-', 'load']);
  });

  it('are sorted descending by a column whose name begins like a flag', async () => {
    const cli = await aFleet();
    const names = async (sort: readonly string[]) => (await cli.run(['node', 'list', ...sort, '--output', 'name'])).stdout;
    expect(await names(['--sort', '-envs,-weight'])).toBe('web-1\nweb-2\n');
    expect(await names(['--sort=-envs,weight'])).toBe('web-2\nweb-1\n');
  });

  it('follow the variables too', async () => {
    const cli = await aFleet();
    const env = {MUSTER_FILTER: 'name~web,weight!=10', MUSTER_COLUMNS: 'name', MUSTER_SORT: '-name'};
    expect((await cli.run('node list', {env})).stdout).toBe('NAME\nweb-2\n');
  });

  it('say that nothing passes a filter, with exit 0 and an empty list', async () => {
    const cli = await aFleet();
    expect(await cli.run('node list --filter name=nope')).toMatchObject({
      exit: 0,
      stdout: '',
      stderr: 'Nothing here passes the filter.\n',
    });
    expect(await cli.run('node list --filter name=nope --json')).toMatchObject({exit: 0, json: {data: []}});
  });

  it.each([
    ['env list --filter stge=test', 'COLUMN_UNKNOWN', 'Did you mean stage?'],
    ['node list --columns nam', 'COLUMN_UNKNOWN', 'Did you mean name?'],
    ['node list --columns nam --json', 'COLUMN_UNKNOWN', 'Did you mean name?'],
    ['org list --sort node', 'COLUMN_UNKNOWN', 'Did you mean nodes?'],
    ['node list --filter name', 'FILTER_INVALID', '--filter stage=production'],
  ])('refuse `muster %s` with %s', async (line, code, hint) => {
    const cli = await aFleet();
    const {exit, json} = await cli.run(line.includes('--json') ? line : `${line} --json`);
    expect({exit, code: json.error.code}).toEqual({exit: 2, code});
    expect(json.error.hint).toContain(hint);
  });

  it('count the limit after the filter', async () => {
    const cli = await aFleet();
    await cli.run('node add web_3 --connect ssh://ops@10.0.0.3');
    await cli.run('node add web-4 --connect ssh://ops@10.0.0.4');
    const {json} = await cli.run('audit list --filter exit=3 --limit 1 --json');
    expect(json.data).toMatchObject([{arguments: ['node', 'add', 'web_3', '--connect', 'ssh://ops@10.0.0.3']}]);
  });
});
