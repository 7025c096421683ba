import {describe, expect, it} from 'vitest';
import {runningHello} from '../../support/faults.js';
import {fastRecipe, writeHello} from '../../support/hello.js';
import {anInstallation} from '../../support/installation.js';

describe('done', () => {
  it('means that every balancer has every started instance up, after each scale', async () => {
    const hello = await runningHello({slaves: 1, recipe: fastRecipe.replace('interval: 200ms', 'interval: 1s')});
    const {installation} = hello;
    for (const slaves of ['2', '1', '3']) {
      const scaled = await installation.muster('app', 'scale', 'hello', '--env', 'demo', '--slaves', slaves, '--yes');
      expect(scaled.exit, scaled.stderr).toBe(0);
      const status = await installation.muster('app', 'status', 'hello', '--env', 'demo', '--json');
      expect({exit: status.exit, problems: status.json.data?.problems}).toEqual({exit: 0, problems: []});
    }
  });

  it('is not said of an instance that only its own container can reach: the failure names what the check of the balancer says', async () => {
    const installation = await anInstallation();
    const recipe = `${fastRecipe}command: [node, -e, "require('http').createServer((q, r) => r.end('ok')).listen(8080, '127.0.0.1')"]\n`;
    const {file} = await writeHello(installation, {slaves: 0, recipe});
    const applied = await installation.muster('apply', '-f', file, '--yes', '--json');
    expect(applied).toMatchObject({
      exit: 6,
      json: {
        error: {code: 'PROXY_SERVER_DOWN', message: expect.stringMatching(/hello-master-1 up after \d+ s; its check says: /)},
      },
    });
    const status = await installation.muster('status', '--json');
    expect(status).toMatchObject({exit: 9, json: {data: {healthy: false}}});
  });
});
