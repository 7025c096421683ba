import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {killHard} from '../support/processes.js';
import {canDivide, divideMachine, type Side, type Sides} from '../support/two-sides.js';
import {until} from '../support/until.js';

const port = 7310;
const heartbeatSeconds = 5;
const codesOf = (json: any): string[] => json.error.details.violations.map(({code}: {code: string}) => code);

/** Two machines that share nothing but a database and a network. */
describe.skipIf(!canDivide)('two installations and one database', () => {
  let sides: Sides;
  beforeAll(async () => {
    sides = await divideMachine();
  });
  afterAll(() => sides.remove());

  const done = async (side: Side, line: string) => {
    const run = await side.run(`${line} --json`);
    expect(run.exit, `${line}: ${run.stdout}${run.stderr}`).toBe(0);
    return run.json.data;
  };
  const refused = async (side: Side, line: string): Promise<any> => {
    const run = await side.run(`${line} --json`);
    expect(run.exit, line).toBe(3);
    return run.json.error;
  };
  const livenessOf = async (side: Side, id: string): Promise<string> =>
    (await done(side, 'cluster list')).find((cluster: {id: string}) => cluster.id === id)?.liveness;
  const becomes = (side: Side, id: string, liveness: string) =>
    until(`${id} is ${liveness}`, async () => (await livenessOf(side, id)) === liveness, {timeoutMs: 60_000, everyMs: 200});
  const idOf = ({home}: Side) => JSON.parse(readFileSync(join(home, 'INSTALL.json'), 'utf8')).installId as string;

  it('share the fleet, act for each other when it is asked for, and one takes over what the other leaves', async () => {
    const [a, b] = [sides.side('a'), sides.side('b')];
    await done(a, 'init');
    await done(a, `cluster update DEFAULT --address http://${a.address}:${port} --heartbeat ${heartbeatSeconds}`);
    const first = a.start(`agent run --listen ${a.address}:${port}`);
    await becomes(a, 'DEFAULT', 'online');

    // B is installed: the id that everybody begins with is taken.
    expect((await b.run('init')).stdout).toContain('muster cluster join --id ID');
    const conflict = await refused(b, 'cluster join --id default');
    expect(conflict).toMatchObject({code: 'CLUSTER_ID_CONFLICT', message: expect.stringContaining(`${idOf(a)} (default)`)});
    expect(conflict.details.violations[0].details).toMatchObject({
      installation: idOf(a),
      name: 'default',
      lastBeat: expect.stringMatching(/^\d{4}-.*Z$/),
      joining: idOf(b),
    });
    await done(b, `cluster join --id server01 --name second --heartbeat ${heartbeatSeconds}`);
    expect(await done(a, 'cluster list')).toMatchObject([
      {id: 'DEFAULT', own: true, liveness: 'online', groups: ['default/default'], workspaces: ['default/default']},
      {id: 'SERVER01', own: false, liveness: 'never', installation: idOf(b), groups: [], workspaces: []},
    ]);

    // Groups and workspaces are bound, and each looks after its own.
    for (const line of [
      'group create lab',
      'workspace create lab --cluster server01',
      'node add web-1 --connect ssh://ops@web-1',
    ])
      await done(a, line);
    expect(await done(a, 'group list')).toMatchObject([
      {name: 'default', care: 'bound'},
      {name: 'lab', care: 'unbound'},
    ]);
    await done(a, 'group bind lab --cluster SERVER01');
    for (const line of [
      'node add lab-1 --connect ssh://ops@lab-1 --group lab',
      'env create trial --workspace lab',
      'env join trial lab-1',
    ])
      await done(b, line);
    const seen = await a.run('node list --output name');
    expect(seen).toMatchObject({
      stdout: 'web-1\n',
      stderr: expect.stringContaining('1 more is looked after by clusters other than DEFAULT'),
    });
    expect((await a.run('node list --all --output name')).stdout).toBe('lab-1\nweb-1\n');
    expect(await refused(a, 'env update trial --label stage=test')).toMatchObject({
      code: 'ISOLATION',
      hint: 'Act for it: muster cluster switch SERVER01.',
    });

    // A switch needs an address, the right one, and somebody there.
    expect(await refused(a, 'cluster switch server01')).toMatchObject({code: 'CLUSTER_NO_ADDRESS'});
    await done(a, `cluster update server01 --address http://${a.address}:${port}`);
    expect(await refused(a, 'cluster switch server01 --force')).toMatchObject({
      code: 'CLUSTER_ADDRESS_WRONG',
      details: {violations: [{details: {expected: idOf(b), found: idOf(a), foundCluster: 'DEFAULT'}}]},
    });
    await done(a, `cluster update server01 --address http://${b.address}:${port}`);
    expect(await refused(a, 'cluster switch server01')).toMatchObject({code: 'CLUSTER_ADDRESS_SILENT'});
    const second = b.start(`agent run --listen ${b.address}:${port}`);
    await becomes(a, 'SERVER01', 'online');
    expect(await done(a, 'cluster switch server01')).toMatchObject({changed: true, cluster: {id: 'SERVER01'}});
    expect((await a.run('node list --output name')).stdout).toBe('lab-1\n');
    await done(a, 'env update trial --label stage=test');
    await done(a, 'cluster switch default');

    // It is not deleted while it is there and has something: both are said at once.
    expect(codesOf({error: await refused(a, 'cluster delete server01')})).toEqual(['CLUSTER_BOUND', 'CLUSTER_ONLINE']);
    expect(await refused(a, 'cluster adopt server01 --to default')).toMatchObject({code: 'CLUSTER_ONLINE'});
    killHard(second.pid);
    await second.ended;
    await becomes(a, 'SERVER01', 'offline');
    expect(await done(a, 'cluster status')).toMatchObject({
      orphaned: {groups: [{name: 'default/lab', members: ['lab-1']}], workspaces: [{name: 'default/lab', members: ['trial']}]},
    });
    expect(codesOf({error: await refused(a, 'cluster delete server01')})).toEqual(['CLUSTER_BOUND']);
    expect(await done(a, 'cluster adopt server01 --to default')).toMatchObject({changed: true});
    expect(await done(a, 'cluster delete server01')).toMatchObject({changed: true});
    expect((await a.run('node list --output name')).stdout).toBe('lab-1\nweb-1\n');
    killHard(first.pid);
    await first.ended;
  }, 600_000);

  it('that join with one id at the same time are not both taken', async () => {
    const joining = Array.from({length: 6}, (_, index) => sides.side(index % 2 === 0 ? 'a' : 'b'));
    await Promise.all(joining.map((side) => side.run('init')));
    const runs = await Promise.all(joining.map((side) => side.run('cluster join --id RACE --json')));
    expect(runs.map(({exit}) => exit).toSorted()).toEqual([0, 3, 3, 3, 3, 3]);
    const winner = joining[runs.findIndex(({exit}) => exit === 0)] as Side;
    for (const {json} of runs.filter(({exit}) => exit === 3))
      expect(json.error).toMatchObject({
        code: 'CLUSTER_ID_CONFLICT',
        details: {violations: [{details: {installation: idOf(winner)}}]},
      });
    expect(await done(winner, 'cluster delete race')).toMatchObject({changed: true});
  }, 300_000);
});
