import {describe, expect, it} from 'vitest';
import {outcomeView, type OutcomeData} from '../../src/cli/views/outcome.js';
import {changeView} from '../../src/cli/views/change.js';
import {plannedView} from '../../src/cli/views/planned.js';
import {plainStyle} from '../../src/cli/views/style.js';
import {aCli, type Cli} from '../support/run-cli.js';

const topology = `
apiVersion: muster/v1
nodes:
  web-1: {connect: local}
envs:
  prod:
    nodes: [web-1]
    entries: [":18077"]
    services: {cache: {kind: redis, managed: {node: web-1}}}
    apps: {hello: {recipe: web, image: hello, version: 1.0.0, slaves: 1}}
`;

/** A fleet that is recorded, on an engine that does not answer. */
async function recorded(): Promise<Cli> {
  const cli = await aCli();
  cli.write('fleet.yaml', topology);
  expect(await cli.run('apply -f fleet.yaml --topology-only')).toMatchObject({exit: 0});
  return cli;
}

const claims =
  /everything (is|runs) as|is as (asked for|desired|declared) already|agree in|every one belongs|: healthy|missing|0 containers/;

describe('with Docker down', () => {
  it.each<readonly [line: string, exit: number]>([
    ['status', 9],
    ['status --env prod', 9],
    ['app status hello --env prod', 9],
    ['doctor', 9],
    ['plan -f fleet.yaml', 7],
    ['apply -f fleet.yaml', 7],
    ['app deploy hello --env prod --version 1.0.0', 7],
    ['app scale hello --env prod --slaves 1', 7],
    ['app start hello --env prod', 7],
    ['app restart hello --env prod', 7],
    ['app stop hello --env prod', 7],
    ['proxy show', 0],
    ['proxy status', 9],
    ['service check --env prod', 9],
  ])('`%s` says of machines nothing that it did not look at', async (line, exit) => {
    const cli = await recorded();
    for (const run of await Promise.all([cli.run(line), cli.run(`${line} --json`)])) {
      expect(run.exit).toBe(exit);
      expect(run.stdout + run.stderr).not.toMatch(claims);
    }
  });

  it('what is not known is null or unknown in JSON, and said in text', async () => {
    const cli = await recorded();
    expect((await cli.run('status --json')).json.data).toMatchObject({
      healthy: false,
      nodes: [{reachable: false, containers: null}],
      balancers: [{running: null, current: null, serversUp: null, servers: null}],
      envs: [{services: [{state: 'unknown'}], deployments: [{healthy: 0, unknown: 2}]}],
    });
    expect((await cli.run('status')).stdout).toContain('Organization default: no node answers; what runs is not known');

    const {levels} = (await cli.run('app status hello --env prod --json')).json.data;
    expect(levels).toMatchObject([{level: 'process', result: 'unknown'}, {}, {level: 'cluster', result: 'unknown'}]);
    const drift = (await cli.run('doctor --json')).json.data.find(({check}: {check: string}) => check === 'drift');
    expect(drift).toMatchObject({
      result: 'warn',
      code: 'NODE_UNSEEN',
      message: 'What runs on web-1 is not known, for it does not answer; no node was looked at.',
    });
  });

  it('what needs no machine goes on, and claims nothing more', async () => {
    const cli = await recorded();
    expect(await cli.run('org create default')).toMatchObject({
      exit: 0,
      stdout: 'Nothing changed: the topology is as asked for already.\n',
    });
  });
});

describe('where some nodes do not answer', () => {
  const data: OutcomeData = {changed: false, dryRun: false, operation: null, changes: [], seen: ['a'], unseen: ['b', 'c']};
  const said = 'what was looked at is as asked for. Not looked at, for they do not answer: b and c.\n';

  it('nothing to do is said of the others only', () => {
    expect(outcomeView.text(data, plainStyle)).toBe(`Nothing to do: ${said}`);
    expect(changeView.text(data, plainStyle)).toBe(`Nothing changed: ${said}`);
    expect(plannedView.text({...data, stages: [], nextCommand: null}, plainStyle)).toBe(
      `Nothing to do: ${said.replace('asked for', 'declared')}`,
    );
    expect(outcomeView.text({...data, unseen: []}, plainStyle)).toBe('Nothing to do: everything is as asked for already.\n');
  });
});
