import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

describe('node', () => {
  it('is added once, changed by update only, shown, listed and removed', async () => {
    const cli = await aCli();
    const added = await cli.run(
      'node add WEB-1 --connect ssh://ops@10.0.0.12 --capacity cpu=8,memory=32GiB --label rack=r7 --label zone=a --weight 5 --json',
    );
    expect(added).toMatchObject({
      exit: 0,
      json: {
        data: {changed: true, dryRun: false, operation: null, changes: [{action: 'start', subject: 'node web-1'}]},
        warnings: [],
      },
    });
    expect(await cli.run('node add web-1 --connect ssh://ops@10.0.0.12 --weight 5 --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: false}},
    });
    expect(await cli.run('node add web-1 --connect ssh://ops@10.0.0.12 --weight 6 --json')).toMatchObject({
      exit: 3,
      json: {error: {code: 'NAME_TAKEN', details: {differs: ['weight']}}},
    });
    expect(await cli.run('node update web-1 --weight 6 --label rack=r8 --unlabel zone --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: true}},
    });
    expect((await cli.run('node show web-1 --json')).json.data).toEqual({
      org: 'default',
      name: 'web-1',
      connect: 'ssh://ops@10.0.0.12',
      address: '10.0.0.12',
      group: 'default',
      state: 'active',
      zone: null,
      capacity: {cpu: 8, memoryMib: 32_768},
      labels: {rack: 'r8'},
      weight: 6,
      envs: [],
      instances: [],
      services: [],
    });
    expect((await cli.run('node ls --output name')).stdout).toBe('web-1\n');
    expect(await cli.run('node rm web-1 --json')).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect(await cli.run('node remove web-1 --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect(await cli.run('node remove web-1 --missing-ok --json')).toMatchObject({exit: 0, json: {data: {changed: false}}});
  });

  it('writes nothing in a dry run, not even an audit record', async () => {
    const cli = await aCli();
    expect(await cli.run('node add web-1 --connect local --dry-run --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: true, dryRun: true}},
    });
    expect((await cli.run('node list --json')).json.data).toEqual([]);
    expect((await cli.run('audit list --json')).json.data).toEqual([]);
  });

  it('reads its flags from the environment, lists too', async () => {
    const cli = await aCli();
    await cli.run('node add web-1', {env: {MUSTER_CONNECT: 'local', MUSTER_LABEL: 'a=1, b=2', MUSTER_WEIGHT: '3'}});
    expect((await cli.run('node show web-1 --json')).json.data).toMatchObject({labels: {a: '1', b: '2'}, weight: 3});
  });
});

describe('env', () => {
  it('is created once, labelled, joined by several nodes, left and deleted', async () => {
    const cli = await aCli();
    await cli.run('node add web-1 --connect local');
    await cli.run('node add web-2 --connect ssh://ops@10.0.0.12');
    expect(await cli.run('env create prod --label stage=production --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: true}},
    });
    expect(await cli.run('env create prod --json')).toMatchObject({exit: 0, json: {data: {changed: false}}});
    expect(await cli.run('env create prod --label stage=test --json')).toMatchObject({
      exit: 3,
      json: {error: {code: 'NAME_TAKEN'}},
    });
    expect(await cli.run('env update prod --label customer=acme --unlabel stage --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: true}},
    });
    expect(await cli.run('env join prod web-1 web-2 --weight 4 --json')).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect(await cli.run('env join --json prod web-1 web-2')).toMatchObject({exit: 0, json: {data: {changed: false}}});
    expect((await cli.run('env show prod --json')).json.data).toMatchObject({
      labels: {customer: 'acme'},
      nodes: [
        {node: 'web-1', weight: 4},
        {node: 'web-2', weight: 4},
      ],
    });
    expect((await cli.run('node list --env prod --output name')).stdout).toBe('web-1\nweb-2\n');
    expect(await cli.run('env leave prod web-2 --json')).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect(await cli.run('env leave prod web-2 --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
    expect(await cli.run('env leave prod web-2 --missing-ok --json')).toMatchObject({exit: 0, json: {data: {changed: false}}});
    expect(await cli.run('env delete prod --json')).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect((await cli.run('env list --json')).json.data).toEqual([]);
  });

  it('is deleted with what it has only by its own name', async () => {
    const cli = await aCli();
    await cli.run('env create prod');
    await cli.run('entry add company.com --env prod');
    expect(await cli.run('env delete prod --json')).toMatchObject({exit: 3, json: {error: {code: 'ENV_IN_USE'}}});
    expect(await cli.run('env delete prod --cascade --json')).toMatchObject({
      exit: 2,
      json: {error: {code: 'CONFIRMATION_NEEDED', hint: 'Add --confirm prod'}},
    });
    expect(await cli.run('env delete prod --cascade --yes --confirm prd --json')).toMatchObject({exit: 2});
    expect(await cli.run('env delete prod --cascade --dry-run --json')).toMatchObject({
      exit: 0,
      json: {data: {dryRun: true, changed: true}},
    });
    expect(await cli.run('env delete prod --cascade --confirm prod --json')).toMatchObject({
      exit: 0,
      json: {data: {changed: true}},
    });
    expect((await cli.run('entry list --all-envs --json')).json.data).toEqual([]);
  });
});

describe('several broken rules', () => {
  it('are reported all at once and nothing changes', async () => {
    const cli = await aCli();
    await cli.run('node add web-1 --connect local');
    const failed = await cli.run('node add web_2 --connect local --weight 300 --json');
    expect(failed).toMatchObject({exit: 3, json: {error: {code: 'RULES_VIOLATED'}}});
    expect(failed.json.error.details.violations.map((violation: {code: string}) => violation.code)).toEqual([
      'NAME_INVALID',
      'NODE_ONE_ORG',
      'WEIGHT_INVALID',
    ]);
    expect((await cli.run('node list --json')).json.data).toHaveLength(1);
  });
});

describe('a node that something stands on', () => {
  it('is connected to no other machine by whichever door, and what is spelled otherwise is no other', async () => {
    const cli = await aCli();
    const file = (connect: string) => `
apiVersion: muster/v1
nodes: {web-1: {connect: "${connect}"}}
envs: {prod: {nodes: [web-1], apps: {hello: {recipe: web, image: hello, version: 1.0.0, slaves: 1}}}}
`;
    cli.write('fleet.yaml', file('ssh://ops@web.example.com'));
    expect(await cli.run('apply -f fleet.yaml --topology-only')).toMatchObject({exit: 0});
    const other = 'ssh://ops@127.0.0.1:1';
    cli.write('fleet.yaml', file(other));
    for (const line of ['apply -f fleet.yaml --topology-only', `node update web-1 --connect ${other}`]) {
      const {exit, json} = await cli.run(`${line} --json`);
      expect([exit, json.error.code]).toEqual([3, 'MACHINE_STAYS']);
    }
    cli.write('fleet.yaml', file('ssh://ops@WEB.example.com.:22'));
    expect(await cli.run('apply -f fleet.yaml --topology-only')).toMatchObject({exit: 0});
  });
});
