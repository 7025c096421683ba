import {describe, expect, it} from 'vitest';
import {builtinModules, ranModules} from '../support/ran-modules.js';
import {aCli} from '../support/run-cli.js';

/** What costs start-up time and a command that lists has no need of. */
const heavy = /^(execa|inquirer|@inquirer|listr2|elkjs|zod|yaml|mysql2|redis|@redis|kysely|ejs|debug)\b/;

describe('start-up', () => {
  it('of a command that lists loads no library that it has no need of', async () => {
    const cli = await aCli();
    await cli.run('node add web-1 --connect local');
    const modules = await ranModules(cli, 'node list --json');
    expect(modules).toContain('src/commands/node/list.ts');
    expect(modules.filter((module) => heavy.test(module))).toEqual([]);
    expect(modules.filter((module) => /^src\/commands\//.test(module))).toEqual(['src/commands/node/list.ts']);
    expect(modules.filter((module) => /^src\/cli\/(lists|asking|completion)\/|render-table/.test(module))).toEqual([]);
    expect(modules.filter((module) => /agent|systemd|\/place\.ts/.test(module))).toEqual([]);
  });

  it('of a command that lists loads none of the modules of Node that take long', async () => {
    const cli = await aCli();
    await cli.run('node add web-1 --connect local');
    const modules = await builtinModules(cli, 'node list --json');
    expect(modules).toContain('fs');
    expect(modules.filter((module) => /^(crypto|fs\/promises|child_process|tls|http|readline)$/.test(module))).toEqual([]);
  });

  it('of completion loads the command that is completed, and nothing that helps or asks', async () => {
    const cli = await aCli();
    await cli.run('node add web-1 --connect local');
    const modules = await ranModules(cli, '__complete node show web');
    expect(modules).toContain('src/commands/node/show.ts');
    expect(modules.filter((module) => heavy.test(module))).toEqual([]);
    expect(modules.filter((module) => /^src\/commands\//.test(module))).toEqual(['src/commands/node/show.ts']);
    expect(modules.filter((module) => /src\/cli\/(help|asking|describing-config)|core\/lib\/help/.test(module))).toEqual([]);
  });

  it('of a graph loads the layout library for pictures only', async () => {
    const cli = await aCli();
    await cli.run('node add web-1 --connect local');
    const [text, picture] = [
      await ranModules(cli, 'topology graph --format mermaid'),
      await ranModules(cli, 'topology graph --format svg --detail summary'),
    ];
    expect(text.filter((module) => /elkjs|graph\/(picture|page)\//.test(module))).toEqual([]);
    expect(picture).toContain('elkjs-lib-elk.bundled');
  });

  it('of a command that reads files loads nothing of the import of others', async () => {
    const cli = await aCli({init: false});
    cli.write('cluster.yaml', 'apiVersion: muster/v1\nnodes: {a: {connect: local}}\n');
    const imported = (line: string) =>
      ranModules(cli, line).then((modules) => modules.filter((module) => module.includes('/import/')));
    expect(await imported('topology validate -f cluster.yaml --json')).toEqual([]);
    cli.write('nginx.conf', 'server { listen 80; location / { proxy_pass http://127.0.0.1:3000; } }\n');
    expect(await imported('topology import -f nginx.conf --json')).toContain('src/adapters/import/hand-made-files.ts');
  });

  it('of a command that reads plain YAML, or an app by its recipe, loads no library for YAML', async () => {
    const cli = await aCli();
    const app = '{recipe: web, image: shop, version: "1"}';
    const plain = cli.write(
      'plain.yaml',
      `apiVersion: muster/v1\nnodes: {a: {connect: local}}\nenvs: {p: {nodes: [a], apps: {s: ${app}}}}\n`,
    );
    const odd = cli.write('odd.yaml', 'apiVersion: &v muster/v1\n');
    const libraries = async (file: string) =>
      (await ranModules(cli, `apply -f ${file} --topology-only`)).filter((module) => /^(yaml|kysely)\b/.test(module));
    expect(await libraries(plain)).toEqual([]);
    expect(await libraries(odd)).toContain('yaml');
  });

  it('of help loads no command', async () => {
    const modules = await ranModules(await aCli({init: false}), '--help');
    expect(modules).toContain('src/cli/help.ts');
    // The context is read before it is known what is asked for.
    const parts = modules.filter((module) => /^src\/(commands|adapters|core\/use-cases)\//.test(module));
    expect(parts.filter((module) => !module.startsWith('src/adapters/files/'))).toEqual([]);
  });
});
