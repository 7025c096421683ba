import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';

const topology = 'apiVersion: muster/v1\nnodes: {web-1: {connect: local}}\nenvs: {prod: {nodes: [web-1]}}\n';

async function withPlan(): Promise<{readonly cli: Cli; readonly path: string}> {
  const cli = await aCli();
  cli.write('cluster.yaml', topology);
  expect(await cli.run('plan -f cluster.yaml --out cluster.plan')).toMatchObject({exit: 0});
  return {cli, path: join(cli.home, 'cluster.plan')};
}

const failure = async (cli: Cli, line: string) => (await cli.run(`${line} --json`)).json.error;

describe('apply PLAN', () => {
  it('does what the plan shows', async () => {
    const {cli} = await withPlan();
    expect(await cli.run('apply cluster.plan')).toMatchObject({exit: 0});
    expect((await cli.run('env list --output name')).stdout).toBe('prod\n');
  });

  it('tells each thing that differs, and the command that makes a new plan', async () => {
    const {cli} = await withPlan();
    await cli.run('node add web-1 --connect local --zone a');
    await cli.run('env create prod --node web-1');
    const {exit, stderr} = await cli.run('apply cluster.plan');
    expect(exit).toBe(5);
    expect(stderr).toContain('PLAN_STALE');
    expect(stderr).toContain('start node web-1: no longer to be done');
    expect(stderr).toContain('Next: Make a new one: muster plan -f cluster.yaml --out cluster.plan');
  });

  it('refuses a plan that was changed', async () => {
    const {cli, path} = await withPlan();
    cli.write('cluster.plan', readFileSync(path, 'utf8').replaceAll('"prod"', '"stage"'));
    expect(await failure(cli, 'apply cluster.plan')).toMatchObject({
      code: 'FILE_INVALID',
      message: 'The plan cluster.plan was changed after it was written.',
      hint: 'Make a new one: muster plan -f cluster.yaml --out cluster.plan',
    });
    expect((await cli.run('apply cluster.plan')).exit).toBe(2);
  });

  it('refuses a plan of another format', async () => {
    const {cli, path} = await withPlan();
    cli.write('cluster.plan', readFileSync(path, 'utf8').replace('"format": 2', '"format": 1'));
    expect((await failure(cli, 'apply cluster.plan')).message).toContain(
      'another version of Muster (format 1; this one reads 2)',
    );
  });

  it('refuses a plan that another installation made for its own store', async () => {
    const {path} = await withPlan();
    const other = await aCli();
    other.write('cluster.plan', readFileSync(path, 'utf8'));
    expect(await failure(other, 'apply cluster.plan')).toMatchObject({code: 'PLAN_FOREIGN'});
    expect((await other.run('apply cluster.plan')).exit).toBe(2);
  });

  it.each(['[]', 'null', '{"format": 2}', 'apiVersion: muster/v1', ''])('takes %j for no plan', async (text) => {
    const cli = await aCli();
    cli.write('cluster.plan', text);
    expect(await failure(cli, 'apply cluster.plan')).toMatchObject({code: 'FILE_INVALID'});
  });

  it('is written nowhere where it cannot be', async () => {
    const {cli} = await withPlan();
    expect(await failure(cli, 'plan -f cluster.yaml --out nowhere/p')).toMatchObject({code: 'FILE_UNWRITABLE'});
    expect((await cli.run(`plan -f cluster.yaml --out ${cli.home}`)).exit).toBe(2);
  });
});
