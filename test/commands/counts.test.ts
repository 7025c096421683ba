import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

const file = (apps: string) =>
  `apiVersion: muster/v1\nnodes: {web-1: {connect: "ssh://ops@127.0.0.1:1"}}\nenvs:\n  prod:\n    nodes: [web-1]\n    apps:\n      hello: ${apps}\n`;

describe('a count that no machine can have', () => {
  it.each([
    'topology validate -f c.yaml',
    'topology diff -f c.yaml',
    'topology graph -f c.yaml',
    'apply -f c.yaml --topology-only',
    'plan -f c.yaml',
  ])('is refused by `%s` at once, with its place and range', async (line) => {
    const cli = await aCli();
    for (const counts of ['slaves: 1000000000', 'roles: {slave: 1000000000}', `slaves: 1${'0'.repeat(40)}`]) {
      cli.write('c.yaml', file(`{recipe: web, image: hello, version: 1.0.0, ${counts}}`));
      const run = await cli.run(`${line} --json`);
      expect(JSON.stringify(run.json), counts).toContain('0 to 1000');
    }
  });

  it('is refused on the command line', async () => {
    const cli = await aCli();
    cli.write('c.yaml', file('{recipe: web, image: hello, version: 1.0.0, slaves: 1}'));
    await cli.run('apply -f c.yaml --topology-only');
    for (const count of ['1000000000', '9'.repeat(40), '9'.repeat(400)])
      for (const line of [`app scale hello --env prod --slaves ${count}`, `app scale hello --env prod --role slave=${count}`]) {
        const run = await cli.run(`${line} --json`);
        expect([2, 3], line).toContain(run.exit);
      }
  });
});
