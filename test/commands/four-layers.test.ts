import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';

/** The tables of a platform of four layers (org, node, environment, application), each row under its own name. */

const entries = [
  {env: 'dev', title: '开发环境', main: 'dev.company.com', backup: 'dev2.company.com', port: ':8080', node: 'node-1'},
  {env: 'test', title: '测试环境', main: 'test.company.com', backup: 'staging.company.com', port: ':8081', node: 'node-2'},
  {env: 'prod', title: '生产环境', main: 'company.com', backup: 'backup.company.com', port: ':80', node: 'node-3'},
  {env: 'customer-a', title: '客户A环境', main: 'a.company.com', backup: 'a1.company.com', port: ':8082', node: 'node-1'},
  {env: 'demo', title: '演示环境', main: 'demo.company.com', backup: null, port: ':8083', node: 'node-1'},
] as const;
const nodes = [
  {name: 'node-1', capacity: 'cpu=8,memory=32GiB'},
  {name: 'node-2', capacity: 'cpu=16,memory=64GiB'},
  {name: 'node-3', capacity: 'cpu=32,memory=128GiB'},
] as const;

async function ok(cli: Cli, line: string): Promise<any> {
  const run = await cli.run(`${line} --json`);
  expect(run.exit, `${line}: ${run.stdout}`).toBe(0);
  return run.json.data;
}

async function refused(cli: Cli, line: string): Promise<any[]> {
  const run = await cli.run(`${line} --json`);
  expect(run.exit, `${line}: ${run.stdout}`).toBe(3);
  return run.json.error.details.violations;
}

async function declared(apps: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<Cli> {
  const cli = await aCli();
  const envs = Object.entries(apps).map(([env, versions]) => [
    env,
    {
      nodes: ['node-1'],
      entries: Object.keys(versions).map((app) => ({address: `${app}.${env}.company.com`, app})),
      apps: Object.fromEntries(
        Object.entries(versions).map(([app, version]) => [app, {recipe: 'web', image: app, version, slaves: 1}]),
      ),
    },
  ]);
  cli.write(
    'cluster.json',
    JSON.stringify({apiVersion: 'muster/v1', nodes: {'node-1': {connect: 'local'}}, envs: Object.fromEntries(envs)}),
  );
  return cli;
}

describe('版本管理约束', () => {
  it('同环境不同应用: 任意版本组合 ✅', async () => {
    await ok(await declared({dev: {'app-a': 'v1.0', 'app-b': 'v2.1'}}), 'topology validate -f cluster.json');
  });

  it('不同环境同应用: 不同版本部署 ✅', async () => {
    await ok(await declared({dev: {'app-a': 'v1.0'}, prod: {'app-a': 'v1.1'}}), 'topology validate -f cluster.json');
  });

  it('同环境同应用: 多版本并存 ❌', async () => {
    const cli = await declared({dev: {'app-a': 'v1.0'}});
    const second = {apiVersion: 'muster/v1', envs: {dev: {apps: {'app-a': {recipe: 'web', image: 'app-a', version: 'v1.1'}}}}};
    cli.write('second.json', JSON.stringify(second));
    const [violation] = await refused(cli, 'topology validate -f cluster.json -f second.json');
    expect(violation.code).toBe('ONE_VERSION');
    for (const named of ['app-a', 'dev', 'v1.0', 'v1.1']) expect(violation.message).toContain(named);
  });

  it.each(['topology validate', 'apply --topology-only'])('is told by %s beside all else, with its places', async (command) => {
    const cli = await declared({dev: {'app-a': 'v1.0'}});
    const second = {
      apiVersion: 'muster/v1',
      envs: {
        dev: {apps: {'app-a': {recipe: 'web', image: 'app-a', version: 'v1.1'}}},
        prod: {nodes: ['node-1'], entries: ['app-a.dev.company.com'], apps: {}},
      },
    };
    cli.write('second.json', JSON.stringify(second));
    const violations = await refused(cli, `${command} -f cluster.json -f second.json`);
    expect(violations.map(({code}) => code)).toEqual(['ONE_VERSION', 'ENTRY_TAKEN']);
    expect(violations[0].details.places['v1.1']).toMatch(/^second\.json:1/);
  });
});

describe('网络访问约束', () => {
  it('多地址配置: 一个环境配置多个入口 ✅', async () => {
    const cli = await aCli();
    await ok(cli, 'env create prod');
    await ok(cli, 'entry add app.com --env prod');
    await ok(cli, 'entry add backup.app.com --env prod --backup');
    expect(await ok(cli, 'entry list --env prod')).toMatchObject([
      {address: 'app.com:80', primary: true, backup: false},
      {address: 'backup.app.com:80', primary: false, backup: true},
    ]);
  });

  it('动态修改: 运行时修改环境入口 ✅', async () => {
    const cli = await aCli();
    await ok(cli, 'env create prod');
    await ok(cli, 'entry add app.com --env prod');
    expect(await ok(cli, 'entry add spare.app.com --env prod --backup')).toMatchObject({changed: true, operation: null});
    expect(await ok(cli, 'entry remove app.com --env prod')).toMatchObject({changed: true, operation: null});
    expect(await ok(cli, 'entry list --env prod')).toMatchObject([{address: 'spare.app.com:80'}]);
  });

  it('地址共享: 多环境共享同一入口 ❌', async () => {
    const cli = await aCli();
    await ok(cli, 'env create test');
    await ok(cli, 'env create dev');
    await ok(cli, 'entry add test.com --env test');
    for (const spelling of ['test.com', 'TEST.com', 'http://test.com/', 'test.com:80', 'test.com.']) {
      const [violation] = await refused(cli, `entry add ${spelling} --env dev`);
      expect(violation).toMatchObject({code: 'ENTRY_TAKEN', details: {owner: {env: 'test', address: 'test.com:80'}}});
    }
  });

  it('冲突检测: 系统自动检测冲突 🔍', async () => {
    const cli = await aCli();
    for (const line of [
      'node add node-1 --connect local',
      'env create dev',
      'env create test',
      'env join dev node-1',
      'env join test node-1',
      'entry add :8080 --env dev',
    ])
      await ok(cli, line);
    const [violation] = await refused(cli, 'entry add shop.company.com:8080 --env test');
    expect(violation.code).toBe('ENTRY_TAKEN');
    for (const named of ['shop.company.com:8080', 'test', ':8080', 'dev', 'node-1']) expect(violation.message).toContain(named);
    expect(await ok(cli, 'entry list --env test')).toEqual([]);
  });
});

describe('典型部署拓扑', () => {
  it('三个节点, 五个环境, 每个环境的主入口地址, 备用入口地址和端口入口', async () => {
    const cli = await aCli();
    for (const {name, capacity} of nodes) await ok(cli, `node add ${name} --connect ssh://ops@${name} --capacity ${capacity}`);
    for (const {env, title, main, backup, port, node} of entries) {
      await ok(cli, `env create ${env} --label title=${title}`);
      await ok(cli, `env join ${env} ${node}`);
      await ok(cli, `entry add ${main} --env ${env}`);
      if (backup) await ok(cli, `entry add ${backup} --env ${env} --backup`);
      // A host and any host on the same port may lead to one environment.
      await ok(cli, `entry add ${port} --env ${env}`);
    }
    for (const {env, title, main, backup, port, node} of entries) {
      const shown = await ok(cli, `env show ${env}`);
      expect(shown.labels).toEqual({title});
      expect(shown.nodes).toEqual([{node, weight: null}]);
      expect(shown.entries.map(({address, backup: spare}: any) => [address, spare])).toEqual([
        [`${main}:80`, false],
        ...(backup ? [[`${backup}:80`, true]] : []),
        [port, false],
      ]);
    }
    expect(
      (await ok(cli, 'node list')).map(({name, capacity, envs}: any) => [name, capacity.cpu, capacity.memoryMib / 1024, envs]),
    ).toEqual([
      ['node-1', 8, 32, ['customer-a', 'demo', 'dev']],
      ['node-2', 16, 64, ['test']],
      ['node-3', 32, 128, ['prod']],
    ]);
  });
});
