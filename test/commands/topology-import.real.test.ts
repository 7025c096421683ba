import {existsSync, mkdirSync, readFileSync} from 'node:fs';
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
  db: {image: "mysql:8.4"}
`;
const nginx =
  'upstream shop { server shop:8080; }\nserver { server_name shop.example.com; location / { proxy_pass http://shop; } }\n';

describe('topology import', () => {
  it('needs no store; the topology goes to stdout and everything else to stderr', async () => {
    const cli = await aCli({init: false});
    cli.write('compose.yaml', compose);
    cli.write('nginx.conf', nginx);
    const run = await cli.run('topology import -f compose.yaml -f nginx.conf --env stage --org acme');
    expect(run.exit).toBe(0);
    expect(run.stdout).toMatch(/^apiVersion: muster\/v1\norg: acme\n/);
    expect(run.stdout).toContain('  stage:\n');
    expect(run.stderr).toContain('compose.yaml:10 services.shop.labels\n    Muster labels containers itself\n');
    expect(run.stderr).toContain('  muster secret set api-key --env stage --app shop --org acme\n');
    expect(run.stderr).toContain('The topology names ./shop.recipe.yaml, which only --out FILE writes.');
    expect(run.stderr).toMatch(/Next: muster topology validate -f FILE\n$/);
    expect(run.stdout + run.stderr).not.toMatch(/Canary/);
  });

  it('says all of it in one JSON document', async () => {
    const cli = await aCli({init: false});
    const run = await cli.run('topology import -f - --json', {input: compose});
    expect(run).toMatchObject({exit: 0, stderr: ''});
    expect(Object.keys(run.json)).toEqual(['data', 'warnings']);
    expect(Object.keys(run.json.data)).toEqual([
      'topology',
      'recipes',
      'secrets',
      'commands',
      'assumed',
      'notTaken',
      'mistakes',
      'out',
    ]);
    expect(run.json.data.notTaken).toContainEqual({
      file: 'stdin',
      line: 10,
      key: 'services.shop.labels',
      reason: 'Muster labels containers itself',
    });
    expect(run.json.data.mistakes.find((it: {code: string}) => it.code === 'SECRET_PLAIN')).toEqual({
      code: 'SECRET_PLAIN',
      file: 'stdin',
      line: 6,
      key: 'services.shop.environment.DATABASE_URL',
      message: 'The value of secret db-password stands in plain text in stdin.',
      hint: 'Keep it as a secret: muster secret set db-password --env prod.',
    });
    expect(run.stdout).not.toMatch(/Canary/);
  });

  it('writes the topology and the recipes that were made, which are valid together', async () => {
    const cli = await aCli({init: false});
    cli.write('compose.yaml', compose);
    mkdirSync(join(cli.home, 'made'));
    const run = await cli.run('topology import -f compose.yaml --out made/cluster.yaml');
    expect(run).toMatchObject({exit: 0, stdout: ''});
    expect(readFileSync(join(cli.home, 'made/shop.recipe.yaml'), 'utf8')).toContain('path: /healthz');
    expect(await cli.run('topology validate -f made/cluster.yaml --json')).toMatchObject({exit: 0, json: {data: {apps: 1}}});
    expect(run.stderr).toContain('  muster app create shop --recipe made/shop.recipe.yaml\n');
    expect(await cli.run('topology import -f compose.yaml --out made/cluster.yaml')).toMatchObject({exit: 0});
  });

  it('shows no control character of a file to a terminal', async () => {
    const cli = await aCli({init: false});
    const input = 'services:\n  shop:\n    image: a/b:1\n    "x-\\e[31mred\\r": 1\n';
    const run = await cli.run('topology import -f -', {input});
    expect(run.stderr).toContain(String.raw`stdin:4 services.shop.x-\u{1b}[31mred\r`);
    expect(run.stderr).not.toContain(String.fromCharCode(27));
  });

  it('overwrites nothing', async () => {
    const cli = await aCli({init: false});
    cli.write('compose.yaml', compose);
    cli.write('shop.recipe.yaml', 'mine: true\n');
    const run = await cli.run('topology import -f compose.yaml --out cluster.yaml --json');
    expect(run).toMatchObject({exit: 3, json: {error: {code: 'NAME_TAKEN', details: {paths: ['./shop.recipe.yaml']}}}});
    expect(readFileSync(join(cli.home, 'shop.recipe.yaml'), 'utf8')).toBe('mine: true\n');
    expect(existsSync(join(cli.home, 'cluster.yaml'))).toBe(false);
  });

  it('cannot write where there is no folder, and says so', async () => {
    const cli = await aCli({init: false});
    const run = await cli.run('topology import -f - --out nowhere/cluster.yaml --json', {input: compose});
    expect(run).toMatchObject({exit: 2, json: {error: {code: 'FILE_UNWRITABLE', subject: 'file nowhere/shop.recipe.yaml'}}});
  });

  it.each([
    ['compose.yaml', 'services:\n  shop: {image: a\n', 'FILE_UNPARSABLE', 3],
    ['compose.yaml', 'services:\n  shop: {}\n  shop: {}\n', 'FILE_INVALID', 3],
    ['nginx.conf', 'upstream a {\n  server b:80\n}\n', 'FILE_UNPARSABLE', 2],
    ['notes.txt', '<html></html>\n', 'FILE_KIND_UNKNOWN', 1],
  ])('names file and line of what cannot be parsed: %s %j', async (name, text, code, line) => {
    const cli = await aCli({init: false});
    cli.write(name, text);
    const run = await cli.run(`topology import -f ${name} --json`);
    expect(run).toMatchObject({exit: 2, json: {error: {code}}});
    expect(run.json.error.message).toMatch(new RegExp(`^${name}:${line}: `));
    expect(run.json.error.hint).not.toContain('topology schema');
  });

  it('takes a file for what it is told to be', async () => {
    const cli = await aCli({init: false});
    expect(await cli.run('topology import -f - --as nginx --json', {input: 'a: b;'})).toMatchObject({
      exit: 0,
      json: {data: {notTaken: [{file: 'stdin', line: 1, key: 'a:', reason: 'the balancer of Muster has no such setting'}]}},
    });
    expect((await cli.run('topology import -f - --as haproxy --json', {input: ''})).exit).toBe(2);
  });

  it('without a file is wrong usage', async () => {
    const cli = await aCli({init: false});
    expect(await cli.run('topology import --json')).toMatchObject({
      exit: 2,
      json: {error: {code: 'USAGE', message: 'There is no file to read.'}},
    });
    expect(await cli.run('topology import -f nowhere.yaml --json')).toMatchObject({
      exit: 2,
      json: {error: {code: 'FILE_NOT_FOUND'}},
    });
  });

  it('keeps its secrets through to the store by the commands that it names', async () => {
    const cli = await aCli();
    cli.write('compose.yaml', compose);
    const {json} = await cli.run('topology import -f compose.yaml --out cluster.yaml --json');
    for (const command of json.data.commands as readonly string[]) {
      expect(await cli.run(`${command.replace('muster ', '')} --json`, {input: 'a-value'}), command).toMatchObject({exit: 0});
    }
    expect(
      (await cli.run('secret list --env prod --json')).json.data.map((secret: {name: string}) => secret.name).sort(),
    ).toEqual(['api-key', 'db-password']);
  });
});
