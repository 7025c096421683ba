import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8');

describe('the documents', () => {
  it('the import of the documentation comes out as it says', async () => {
    const cli = await aCli({init: false});
    const [compose, balancer, cluster, recipe, report] = [...read('docs/import.md').matchAll(/```(?:yaml|nginx|text)\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    cli.write('compose.yaml', compose!);
    cli.write('nginx.conf', balancer!);
    expect(await cli.run('topology import -f compose.yaml -f nginx.conf --out cluster.yaml')).toMatchObject({exit: 0, stderr: report});
    expect(readFileSync(join(cli.home, 'cluster.yaml'), 'utf8')).toBe(cluster);
    expect(readFileSync(join(cli.home, 'shop.recipe.yaml'), 'utf8')).toBe(recipe);
    expect(await cli.run('topology validate -f cluster.yaml --json')).toMatchObject({exit: 0});
  });
});
