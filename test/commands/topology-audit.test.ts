import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

const file = `apiVersion: muster/v1
nodes:
  web-1: {connect: local}
envs:
  prod:
    labels: {stage: production}
    nodes: [web-1]
    entries: [company.com, ":8080"]
    config: {TZ: UTC}
`;

describe('topology validate', () => {
  it('needs neither store nor key', async () => {
    const cli = await aCli({init: false});
    expect(await cli.run('topology validate -f - --json', {input: file})).toMatchObject({
      exit: 0,
      json: {data: {org: 'default', nodes: 1, envs: 1, apps: 0}},
    });
  });

  it('names line and nearest key of a wrong one, and exits 2', async () => {
    const cli = await aCli({init: false});
    const path = cli.write('cluster.yaml', file.replace('entries:', 'entriez:'));
    const failed = await cli.run(`topology validate -f ${path} --json`);
    expect(failed).toMatchObject({
      exit: 2,
      json: {error: {code: 'FILE_INVALID', details: {problems: [{line: 8, nearest: 'entries'}]}}},
    });
  });

  it('reports every broken rule at once, and exits 3', async () => {
    const cli = await aCli({init: false});
    const path = cli.write(
      'cluster.yaml',
      file.replace('company.com', '"*.company.com"').replace('connect: local', 'connect: local, weight: 300'),
    );
    const failed = await cli.run(`topology validate -f ${path} --json`);
    expect(failed.exit).toBe(3);
    expect(failed.json.error.details.violations.map((violation: {code: string}) => violation.code)).toEqual([
      'ENTRY_INVALID',
      'WEIGHT_INVALID',
    ]);
  });
});

describe('topology diff and export', () => {
  it('tells what is new, and nothing for what was exported', async () => {
    const cli = await aCli();
    const path = cli.write('cluster.yaml', file);
    const difference = await cli.run(`topology diff -f ${path} --json`);
    expect(difference).toMatchObject({exit: 0, json: {data: {changed: true}}});
    expect(difference.json.data.changes.map((change: {subject: string}) => change.subject)).toEqual(
      expect.arrayContaining(['node web-1', 'env prod', 'entry company.com:80 of prod', 'config TZ of prod']),
    );
    expect((await cli.run('node list --json')).json.data).toEqual([]);
    await cli.run('node add web-1 --connect local');
    await cli.run('env create prod --label stage=production');
    await cli.run('env join prod web-1');
    const exported = await cli.run('topology export');
    expect(await cli.run('topology diff -f - --json', {input: exported.stdout})).toMatchObject({
      exit: 0,
      json: {data: {changed: false, changes: []}},
    });
    expect((await cli.run('topology export --json')).json.data).toMatchObject({
      apiVersion: 'muster/v1',
      nodes: {'web-1': {connect: 'local'}},
    });
  });
});

describe('topology schema', () => {
  it.each(['topology', 'recipe', 'answer', 'failure'])('prints the published %s schema', async (name) => {
    const cli = await aCli({init: false});
    const published = JSON.parse(readFileSync(join(import.meta.dirname, `../../schemas/${name}.schema.json`), 'utf8'));
    expect((await cli.run(`topology schema ${name}`)).json).toEqual(published);
    expect((await cli.run(`topology schema ${name} --json`)).json).toEqual({data: published, warnings: []});
  });
});

describe('audit list', () => {
  it('has every command that changes something, the newest first, failures too, and no command that only reads', async () => {
    const cli = await aCli();
    await cli.run('env create prod');
    await cli.run('env list');
    await cli.run('env create prod --label a=b');
    await cli.run('env update');
    const {json} = await cli.run('audit ls --limit 3 --json');
    expect(
      json.data.map((record: {command: string; exit: number; outcome: string; actor: string}) => [
        record.command,
        record.exit,
        record.outcome,
        record.actor,
      ]),
    ).toEqual([
      ['env update', 2, 'ARGUMENT_MISSING', 'tester'],
      ['env create', 3, 'NAME_TAKEN', 'tester'],
      ['env create', 0, 'DONE', 'tester'],
    ]);
  });
});

describe('version', () => {
  it('says the package version in every form', async () => {
    const cli = await aCli({init: false});
    const {version} = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect((await cli.run('version --json')).json.data).toMatchObject({version, node: expect.any(String)});
    expect((await cli.run('version')).stdout).toContain(version);
    expect((await cli.run('--version')).stdout).toContain(version);
  });
});
