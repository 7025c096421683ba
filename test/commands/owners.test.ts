import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

const codes = (json: any): string[] => json.error.details.violations.map(({code}: {code: string}) => code);

describe('what is there from the start', () => {
  it('is one org, one group and one workspace, looked after by one cluster', async () => {
    const cli = await aCli();
    expect((await cli.run('org list --json')).json.data).toEqual([{name: 'default', nodes: 0, envs: 0, apps: 0}]);
    const own = {org: 'default', name: 'default', cluster: 'DEFAULT', care: 'bound'};
    expect((await cli.run('group list --json')).json.data).toEqual([{...own, nodes: []}]);
    expect((await cli.run('workspace list --json')).json.data).toEqual([{...own, envs: []}]);
  });

  it('stays', async () => {
    const cli = await aCli();
    for (const kind of ['org', 'group', 'workspace']) {
      const kept = await cli.run(`${kind} delete default --json`);
      expect([kept.exit, codes(kept.json)]).toEqual([3, ['DEFAULT_KEPT']]);
    }
  });
});

describe.each([
  {kind: 'group', member: 'node', add: 'node add web-1 --connect local', code: 'GROUP_IN_USE'},
  {kind: 'workspace', member: 'env', add: 'env create prod', code: 'WORKSPACE_IN_USE'},
])('a $kind', ({kind, member, add, code}) => {
  it(`is created once, has ${member}s, and is deleted when it is empty`, async () => {
    const cli = await aCli();
    expect(await cli.run(`${add} --${kind} est --json`)).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect((await cli.run(`${kind} create East --json`)).json.data).toMatchObject({changed: true});
    expect((await cli.run(`${kind} create east --json`)).json.data).toMatchObject({changed: false});
    expect(await cli.run(`${add} --${kind} est --json`)).toMatchObject({json: {error: {hint: expect.stringContaining('east')}}});
    expect(await cli.run(`${add} --${kind} east --json`)).toMatchObject({exit: 0});
    const name = add.split(' ')[2];
    expect((await cli.run(`${kind} show east --json`)).json.data).toMatchObject({name: 'east', [`${member}s`]: [name]});
    const used = await cli.run(`${kind} delete east --json`);
    expect([used.exit, codes(used.json)]).toEqual([3, [code]]);
    expect(await cli.run(`${member} update ${name} --${kind} default --json`)).toMatchObject({exit: 0});
    expect((await cli.run(`${kind} rm east --json`)).json.data).toMatchObject({changed: true});
    expect(await cli.run(`${kind} rm east --json`)).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect((await cli.run(`${kind} rm east --missing-ok --json`)).json).toMatchObject({data: {changed: false}, warnings: []});
    expect((await cli.run(`${kind} list --output name`)).stdout).toBe('default\n');
  });
});

describe('an org', () => {
  it('owns what bears its name, and goes when it owns nothing', async () => {
    const cli = await aCli();
    expect(await cli.run('env create prod --org acme --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect((await cli.run('org create acme --json')).json.data).toMatchObject({changed: true});
    expect(await cli.run('env create prod --org acme --json')).toMatchObject({exit: 0});
    expect((await cli.run('org show acme --json')).json.data).toEqual({
      name: 'acme',
      groups: ['default'],
      workspaces: ['default'],
      nodes: [],
      envs: ['prod'],
      apps: [],
    });
    const used = await cli.run('org delete acme --json');
    expect([used.exit, codes(used.json)]).toEqual([3, ['ORG_IN_USE']]);
    await cli.run('env delete prod --org acme');
    expect((await cli.run('org delete acme --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('org list --output name')).stdout).toBe('default\n');
  });
});

describe('a node', () => {
  it('is cordoned and comes back', async () => {
    const cli = await aCli();
    await cli.run('node add web-1 --connect local');
    expect((await cli.run('node cordon web-1 --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('node cordon web-1 --json')).json.data).toMatchObject({changed: false});
    expect((await cli.run('node show web-1 --json')).json.data).toMatchObject({state: 'cordoned'});
    expect((await cli.run('node drain web-1 --json')).json.data).toMatchObject({changed: true, operation: null});
    expect((await cli.run('node uncordon web-1 --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('node list --json')).json.data).toMatchObject([{name: 'web-1', state: 'active'}]);
  });
});

describe('an env', () => {
  it('is copied with its config and secrets, without its addresses, and nothing of it runs', async () => {
    const cli = await aCli();
    for (const line of [
      'node add web-1 --connect ssh://ops@10.0.0.12',
      'env create prod --label stage=production --label customer=a',
      'env join prod web-1 --weight 3',
      'entry add company.com --env prod',
      'service add db --env prod --kind mysql --url mysql://api@db.internal:3306/api',
      'config set TZ=UTC --env prod',
    ])
      expect(await cli.run(line)).toMatchObject({exit: 0});
    await cli.run('secret set db-password --env prod', {input: 'qV7-nL9-sRt4'});
    expect((await cli.run('env clone prod staging --label stage=staging --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('env clone prod staging --label stage=staging --json')).json.data).toMatchObject({changed: false});
    expect((await cli.run('env show staging --json')).json.data).toMatchObject({
      labels: {stage: 'staging', customer: 'a'},
      nodes: [{node: 'web-1', weight: 3}],
      entries: [],
      services: [{name: 'db', kind: 'mysql'}],
    });
    expect((await cli.run('config get TZ --env staging --json')).json.data).toMatchObject({value: 'UTC'});
    expect((await cli.run('secret list --env staging --json')).json.data).toMatchObject([{name: 'db-password', version: 1}]);
    await cli.run('config set TZ=CET --env staging');
    expect(await cli.run('env clone prod staging --json')).toMatchObject({exit: 3, json: {error: {code: 'NAME_TAKEN'}}});
    expect((await cli.run('env clone prod bare --no-secrets --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('secret list --env bare --json')).json.data).toEqual([]);
  });

  it('exchanges its addresses with another, and an address moves', async () => {
    const cli = await aCli();
    for (const line of [
      'env create blue',
      'env create green',
      'entry add company.com --env blue',
      'entry add :81 --env blue --backup',
      'entry add next.com --env green',
    ])
      await cli.run(line);
    const entries = async () => (await cli.run('entry list --json')).json.data.map(({env, address}: any) => `${env} ${address}`);
    expect((await cli.run('env swap blue green --json')).json.data).toMatchObject({changed: true});
    expect(await entries()).toEqual(['blue next.com:80', 'green company.com:80', 'green :81']);
    expect((await cli.run('entry move COMPANY.com --from green --to blue --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('entry move company.com --from green --to blue --json')).json.data).toMatchObject({changed: false});
    expect(await entries()).toEqual(['blue next.com:80', 'blue company.com:80', 'green :81']);
    expect(await cli.run('entry move other.com --from green --to blue --json')).toMatchObject({
      exit: 4,
      json: {error: {code: 'NOT_FOUND', subject: 'entry other.com:80'}},
    });
  });
});

describe('a binding', () => {
  it('gives a group or a workspace to a cluster, and takes it away where no env needs it', async () => {
    const cli = await aCli();
    for (const line of ['group create east', 'node add web-1 --connect local --group east', 'env create prod'])
      await cli.run(line);
    expect((await cli.run('cluster list --json')).json.data).toMatchObject([
      {id: 'DEFAULT', groups: ['default/default', 'default/east'], workspaces: ['default/default']},
    ]);
    expect((await cli.run('group unbind east --json')).json.data).toMatchObject({changed: true});
    const refused = await cli.run('env join prod web-1 --json');
    expect([refused.exit, codes(refused.json)]).toEqual([3, ['ISOLATION']]);
    expect(await cli.run('group bind east --cluster server01 --json')).toMatchObject({
      exit: 4,
      json: {error: {code: 'NOT_FOUND'}},
    });
    expect((await cli.run('group bind east --cluster default --json')).json.data).toMatchObject({changed: true});
    expect((await cli.run('group bind east --cluster DEFAULT --json')).json.data).toMatchObject({changed: false});
    expect((await cli.run('workspace bind default --cluster default --json')).json.data).toMatchObject({changed: false});
    expect(await cli.run('env join prod web-1 --json')).toMatchObject({exit: 0});
    const kept = await cli.run('group unbind east --json');
    expect([kept.exit, codes(kept.json)]).toEqual([3, ['ISOLATION']]);
    expect((await cli.run('cluster show default --json')).json.data).toMatchObject({groups: ['default/default', 'default/east']});
  });
});
