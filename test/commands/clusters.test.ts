import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

const codes = (json: any): string[] => json.error.details.violations.map(({code}: {code: string}) => code);

describe('the cluster of an installation', () => {
  it('gets another id, name, address and heartbeat, and keeps what it looks after', async () => {
    const cli = await aCli();
    const joined = await cli.run('cluster join --id server01 --name second --address HTTP://Muster.example.com:7070/ --json');
    expect(joined.json.data).toMatchObject({
      changed: true,
      renamedFrom: 'DEFAULT',
      cluster: {id: 'SERVER01', name: 'second', address: 'http://muster.example.com:7070', heartbeatSeconds: 30},
    });
    expect((await cli.run('cluster join --id SERVER01 --json')).json.data).toMatchObject({changed: false});
    expect((await cli.run('cluster update server01 --heartbeat 5 --no-address --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('cluster list --json')).json.data).toMatchObject([
      {
        id: 'SERVER01',
        own: true,
        address: null,
        heartbeatSeconds: 5,
        liveness: 'never',
        addressHealth: 'unknown',
        groups: ['default/default'],
        workspaces: ['default/default'],
      },
    ]);
    expect((await cli.run('workspace list --json')).json.data).toMatchObject([{cluster: 'SERVER01', care: 'bound'}]);
  });

  it('is chosen in the context, which follows it to another id', async () => {
    const cli = await aCli();
    expect((await cli.run('cluster switch default')).stdout).toBe('Commands now act for DEFAULT (default).\n');
    expect((await cli.run('cluster switch default')).stdout).toContain('Nothing changed');
    await cli.run('cluster join --id SERVER01');
    expect((await cli.run('context show --json')).json.data).toContainEqual({
      key: 'cluster',
      value: 'SERVER01',
      source: join(cli.home, 'context.json'),
    });
    expect(await cli.run('cluster switch server02 --json')).toMatchObject({
      exit: 4,
      json: {error: {code: 'NOT_FOUND', hint: expect.stringContaining('SERVER01')}},
    });
  });

  it('is refused where it was typed and is not there, before anything is done', async () => {
    const cli = await aCli();
    for (const command of ['node list', 'org create acme', 'node add web-1 --connect local', 'group bind default'])
      expect(await cli.run(`${command} --cluster nope --json`)).toMatchObject({
        exit: 4,
        json: {error: {code: 'NOT_FOUND', message: 'There is no cluster named NOPE.'}},
      });
    expect((await cli.run('org list --json')).json.data).toHaveLength(1);
    expect((await cli.run('audit list --json')).json.data).toMatchObject([
      {command: 'group bind', outcome: 'NOT_FOUND'},
      {command: 'node add', outcome: 'NOT_FOUND'},
      {command: 'org create', outcome: 'NOT_FOUND'},
    ]);
    expect((await cli.run('org create acme --cluster default --json')).exit).toBe(0);
  });

  it('is not deleted while it looks after anything; one that is not there is not found', async () => {
    const cli = await aCli();
    const refused = await cli.run('cluster delete default --json');
    expect([refused.exit, codes(refused.json)]).toEqual([3, ['CLUSTER_BOUND']]);
    expect(await cli.run('cluster rm server01 --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect((await cli.run('cluster rm server01 --missing-ok --json')).json).toMatchObject({data: {changed: false}, warnings: []});
    expect(await cli.run('cluster adopt server01 --to default --json')).toMatchObject({
      exit: 4,
      json: {error: {code: 'NOT_FOUND'}},
    });
  });

  it('leaves groups to nobody that are unbound, and says so wherever they would be missed', async () => {
    const cli = await aCli();
    for (const line of ['group create east', 'node add web-1 --connect local --group east', 'group unbind east'])
      await cli.run(line);
    const listed = await cli.run('cluster list');
    expect(listed.stderr).toBe('1 group with 1 node bound to no cluster; muster cluster status names them.\n');
    const status = await cli.run('cluster status');
    expect(status.stdout).toContain(
      'Groups that no cluster looks after: 1, with 1 node that nobody looks after\n  default/east  1 node\n',
    );
    expect((await cli.run('cluster status --json')).json.data.unbound.groups).toEqual([
      {name: 'default/east', cluster: null, members: ['web-1']},
    ]);
    expect((await cli.run('group list --json')).json.data).toMatchObject([{care: 'bound'}, {name: 'east', care: 'unbound'}]);
  });
});

describe('what is given for a cluster', () => {
  it.each([
    ['cluster join --id prod-01', 3, ['NAME_INVALID']],
    ['cluster join --id SERVER01 --name a_b', 3, ['NAME_INVALID']],
    ['cluster join --id SERVER01 --heartbeat 2', 3, ['HEARTBEAT_TOO_SHORT']],
    ['cluster update DEFAULT --heartbeat 0', 3, ['HEARTBEAT_TOO_SHORT']],
    ['cluster join --id prod-01 --heartbeat 2', 3, ['HEARTBEAT_TOO_SHORT', 'NAME_INVALID']],
  ])('is refused by its rule and changes nothing: %s', async (line, exit, expected) => {
    const cli = await aCli();
    const run = await cli.run(`${line} --json`);
    expect([run.exit, codes(run.json)]).toEqual([exit, expected]);
    expect((await cli.run('cluster list --json')).json.data).toMatchObject([{id: 'DEFAULT', heartbeatSeconds: 30}]);
  });

  it.each([
    'nonsense',
    'ftp://10.0.0.1',
    'mysql://h/d',
    'http://',
    'http://user:secret@10.0.0.1',
    'http://10.0.0.1/?a=b',
    '10.0.0.1:7070',
  ])('is an address that can be one, and not %s', async (address) => {
    const cli = await aCli();
    const run = await cli.run(['cluster', 'update', 'DEFAULT', '--address', address, '--json']);
    expect(run).toMatchObject({exit: 2, json: {error: {code: 'CLUSTER_ADDRESS_INVALID', details: {address}}}});
  });
});

describe('INSTALL.json', () => {
  it.each([
    ['blank', () => ''],
    ['truncated', (text: string) => text.slice(0, text.length / 2)],
    ['without an id', () => '{"installTime": ""}'],
    ['with an id of another form', () => '{"installId": "7A175577-b0d0-42c7-9c1a-56b70de4996c"}'],
  ])('that is %s is refused by everything that needs to know who this is, and stays as it is', async (_, broken) => {
    const cli = await aCli();
    const path = join(cli.home, 'INSTALL.json');
    const text = broken(readFileSync(path, 'utf8'));
    writeFileSync(path, text);
    for (const line of ['cluster join --id SERVER01', 'cluster list', 'node add web-1 --connect local', 'init'])
      expect(await cli.run(`${line} --json`), line).toMatchObject({
        exit: 7,
        json: {error: {code: 'INSTALL_BROKEN', details: {path}}},
      });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});
