import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

const declared = `apiVersion: muster/v1
nodes:
  web-1: {connect: local}
  web-2: {connect: ssh://ops@10.0.0.2}
envs:
  prod:
    nodes: [web-1]
    entries: [shop.com]
    services: {cache: {kind: redis, url: redis://cache:6379}}
    config: {SYNC_FREQUENCY: 60, TZ: UTC}
`;

const prepared = [
  'org create acme',
  'group create east',
  'workspace create lab',
  'app create shop --recipe new-api',
  'context set org=default',
  'secret set session-secret --env prod',
];

/** What is typed, what is meant, and how to see what there is. */
const misspelt = [
  ['node remove web-11', 'web-1', 'muster node list shows all'],
  ['env delete prd', 'prod', 'muster env list shows all'],
  ['env leave prod web-2', 'web-1', 'muster env show prod shows all'],
  ['entry remove shp.com --env prod', 'shop.com:80', 'muster entry list --env prod shows those there are'],
  ['service remove cach --env prod', 'cache', 'muster service list --env prod shows all'],
  ['config unset TZ SYNC_FREQENCY --env prod', 'SYNC_FREQUENCY', 'muster config list --env prod shows all'],
  ['org delete acm', 'acme', 'muster org list shows all'],
  ['group delete eats', 'east', 'muster group list shows all'],
  ['workspace delete lba', 'lab', 'muster workspace list shows all'],
  ['app delete shp', 'shop', 'muster app list shows all'],
  ['cluster delete DEFALT', 'DEFAULT', 'muster cluster list shows all'],
  ['secret unset sesion-secret --env prod', 'session-secret', 'muster secret list --env prod shows all'],
  ['context unset orgg', 'org', 'muster context show shows all'],
] as const;

describe('a misspelt name to take away', () => {
  it('is exit 4 with the nearest one, changes nothing, and is exit 0 where it may be missing', async () => {
    const cli = await aCli();
    for (const line of [`apply -f ${cli.write('prod.yaml', declared)} --topology-only`, ...prepared])
      expect([line, await cli.run(`${line} --json`, {input: '9f2c7d41b8e650a3d1'})]).toMatchObject([line, {exit: 0}]);
    const before = (await cli.run('topology export --env prod')).stdout;
    for (const [line, nearest, list] of misspelt) {
      const {exit, json} = await cli.run(`${line} --json`);
      expect([line, exit, json.error?.code, json.error?.hint]).toEqual([
        line,
        4,
        'NOT_FOUND',
        `Did you mean ${nearest}? ${list}`,
      ]);
    }
    expect((await cli.run('topology export --env prod')).stdout).toBe(before);
    for (const [line] of misspelt.filter(([line]) => !line.startsWith('config')))
      expect([line, await cli.run(`${line} --missing-ok --json`)]).toMatchObject([
        line,
        {exit: 0, json: {data: {changed: false}, warnings: []}},
      ]);
    expect((await cli.run('config unset TZ NOPE --env prod --missing-ok --json')).json.data).toMatchObject({changed: true});
    expect(await cli.run('env leave prod web-1 web-2 --json')).toMatchObject({exit: 4, json: {error: {code: 'NOT_FOUND'}}});
  }, 60_000);
});
