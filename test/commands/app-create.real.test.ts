import {copyFileSync, existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

const compose = `services:
  shop:
    image: registry.example.com/acme/shop:1.4
    ports: ["8080:8080"]
    environment:
      DATABASE_URL: mysql://shop:Canary7q@db:3306/shop
      API_KEY: Canary8q
      LOG_LEVEL: info
    healthcheck: {test: curl -f http://localhost:8080/healthz}
    labels: {foo: bar}
  worker: {image: "acme/worker:2", expose: ["9000"], labels: {foo: bar}}
  db: {image: "mysql:8.4"}
`;

describe('app create from a compose file', {timeout: 60_000}, () => {
  it('makes a recipe of the service, beside the file, and says what was left out, what is wrong and what is wanted', async () => {
    const cli = await aCli();
    cli.write('compose.yaml', compose);
    const run = await cli.run('app create store --recipe compose.yaml --service shop');
    expect(run).toMatchObject({exit: 0, stdout: '+ app store\nDone.\n'});
    expect(run.stderr).toContain('compose.yaml:10 services.shop.labels\n    Muster labels containers itself\n');
    expect(run.stderr).toContain('The value of secret api-key of app store stands in plain text in compose.yaml. (SECRET_PLAIN)');
    expect(run.stderr).not.toContain('services.worker');
    expect(run.stderr).toContain(
      [
        'Recipe: store.recipe.yaml',
        'Its env needs:',
        '  muster service add db --env ENV --kind mysql --managed --node NODE',
        '  muster secret set api-key --env ENV --app store',
        'Next: muster app deploy store --env ENV --version 1.4',
      ].join('\n'),
    );
    const recipe = readFileSync(join(cli.home, 'store.recipe.yaml'), 'utf8');
    expect(recipe).toContain('LOG_LEVEL: info');
    expect(recipe).toContain('kind: mysql');
    expect(run.stderr + recipe).not.toContain('Canary');
  });

  it('changes nothing the second time, and gives a recipe that can be used like any other', async () => {
    const cli = await aCli();
    cli.write('compose.yaml', compose);
    await cli.run('app create shop --recipe compose.yaml --service shop');
    const again = await cli.run('app create shop --recipe compose.yaml --service shop --json');
    expect(again.json.data).toMatchObject({changed: false, recipe: 'shop.recipe.yaml', version: '1.4'});
    const same = await cli.run('app create shop --recipe ./shop.recipe.yaml --json');
    expect(same.json.data).toMatchObject({changed: false});
    cli.write('cluster.yaml', (await cli.run('topology export')).stdout);
    expect((await cli.run('topology diff -f cluster.yaml --json')).json.data).toMatchObject({changed: false});
  });

  it('writes nothing in a dry run, nor over another file, nor when the app is refused', async () => {
    const cli = await aCli();
    cli.write('compose.yaml', compose);
    const recipe = join(cli.home, 'shop.recipe.yaml');
    expect((await cli.run('app create shop --recipe compose.yaml --service shop --dry-run')).exit).toBe(0);
    await cli.run('app create shop --recipe web');
    const taken = await cli.run('app create shop --recipe compose.yaml --service shop --json');
    expect([taken.exit, taken.json.error.code, existsSync(recipe)]).toEqual([3, 'NAME_TAKEN', false]);
    cli.write('other.recipe.yaml', 'mine\n');
    const there = await cli.run('app create other --recipe compose.yaml --service shop --json');
    expect(there.json.error).toMatchObject({code: 'NAME_TAKEN', subject: 'file other.recipe.yaml'});
    expect(readFileSync(join(cli.home, 'other.recipe.yaml'), 'utf8')).toBe('mine\n');
  });

  it('asks which service is meant, and refuses those that apps use', async () => {
    const cli = await aCli();
    cli.write('compose.yaml', compose);
    const which = await cli.run('app create shop --recipe compose.yaml --json');
    expect([which.exit, which.json.error]).toMatchObject([
      2,
      {
        code: 'SERVICE_UNCLEAR',
        message: 'compose.yaml has several services that can be an app: shop and worker.',
        hint: 'Say which: --service shop',
        details: {services: ['shop', 'worker']},
      },
    ]);
    const backing = await cli.run('app create shop --recipe compose.yaml --service db --json');
    expect(backing.json.error.message).toBe('Service db of compose.yaml is a mysql, which apps use, and no app.');
    const unknown = await cli.run('app create shop --recipe compose.yaml --service shp --json');
    expect([unknown.exit, unknown.json.error.hint]).toEqual([
      4,
      'Did you mean shop? Those of compose.yaml that can be an app: shop and worker',
    ]);
    cli.write('compose.yaml', 'services:\n  db: {image: "mysql:8.4"}\n');
    const none = await cli.run('app create shop --recipe compose.yaml --json');
    expect(none.json.error.message).toContain('No service of compose.yaml can be an app');
  });

  it('takes the recipe that fits, and says what to set beside it', async () => {
    const cli = await aCli();
    const fixtures = join(import.meta.dirname, '../import/fixtures');
    copyFileSync(join(fixtures, 'new-api-slave.compose.yaml'), join(cli.home, 'compose.yaml'));
    const run = await cli.run('app create api --recipe compose.yaml --json');
    expect(run.json.data).toMatchObject({changed: true, recipe: null});
    expect(run.json.data.commands).toContainEqual(expect.stringMatching(/^muster service add database --env ENV --kind mysql/));
    expect(run.json.data.mistakes.length).toBeGreaterThan(0);
    expect(existsSync(join(cli.home, 'api.recipe.yaml'))).toBe(false);
    expect((await cli.run('app show api --json')).json.data).toMatchObject({name: 'api'});
  });
});
