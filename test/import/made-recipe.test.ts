import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {writeRecipe} from '../../src/adapters/recipes/write-recipe.js';
import {YamlRecipes} from '../../src/adapters/recipes/yaml-recipes.js';
import type {Recipe} from '../../src/core/domain/model.js';
import {importTexts, shippedRecipes} from './import.js';

const recipes = new YamlRecipes('.');

async function made(texts: Readonly<Record<string, string>>): Promise<Recipe> {
  const {recipes: all} = await importTexts(texts);
  expect([...all.keys()]).toEqual(['./shop.recipe.yaml']);
  return all.get('./shop.recipe.yaml')!;
}

const stack = (services: Readonly<Record<string, unknown>>) => ({
  'c.yaml': JSON.stringify({
    services: Object.fromEntries(
      Object.entries(services).map(([name, it]) => [name, {image: 'acme/shop:1', ports: ['8080'], ...(it as object)}]),
    ),
  }),
});
const env = (environment: Readonly<Record<string, string>>) => ({environment});
const withServices = (environment: Readonly<Record<string, string>>) => ({
  'c.yaml': JSON.stringify({
    services: {shop: {image: 'acme/shop:1', ports: ['8080'], environment}, MyDB: {image: 'mysql:8.2'}, cache: {image: 'redis'}},
  }),
});

describe('a recipe that is made of compose files', () => {
  it('has one role where all services say the same, whatever their number', async () => {
    const {roles, env: values} = await made(
      stack({a: {scale: 2, ...env({TZ: 'UTC', NODE: '1', NAME: 'a'})}, b: env({TZ: 'UTC', NODE: '2', NAME: 'b'})}),
    );
    expect(roles).toEqual({peer: {count: null, weight: 1, env: {}}});
    expect(values).toEqual({NODE: {instance: 'ordinal'}, NAME: {instance: 'name'}});
  });

  it('has a master and slaves where one service of a single instance differs', async () => {
    const {roles} = await made(
      stack({a: env({TZ: 'UTC', ROLE: 'primary'}), b: {scale: 3, ...env({TZ: 'UTC', ROLE: 'replica', LAZY: '1'})}}),
    );
    expect(roles).toEqual({
      master: {count: 1, weight: 1, env: {ROLE: 'primary'}},
      slave: {count: null, weight: 1, env: {ROLE: 'replica', LAZY: '1'}},
    });
  });

  it('has a role for each service where they differ otherwise', async () => {
    const {roles} = await made(stack({a: env({R: 'x'}), b: env({R: 'y'}), B_: env({R: 'z'})}));
    expect(Object.keys(roles)).toEqual(['a', 'b', 'b-3']);
  });

  it('fills its services in, in the form that each variable has', async () => {
    const {
      env: values,
      services,
      secrets,
    } = await made(
      withServices({
        SQL_DSN: 'u:p@tcp(mydb:3306)/x',
        SPRING_DATASOURCE_URL: 'jdbc:mysql://MyDB:3306/x',
        SPRING_DATASOURCE_USERNAME: 'u',
        SPRING_DATASOURCE_PASSWORD: 'p',
        REDIS_HOST: 'cache',
        REDIS_PORT: '6379',
        REDIS_PASSWORD: 'p',
        ELSEWHERE: 'redis://10.0.0.9:6379/2',
        API_TOKEN: 'abc',
        PLAIN: 'x',
      }),
    );
    expect(values).toEqual({
      SQL_DSN: {service: 'mydb', format: 'go-dsn'},
      SPRING_DATASOURCE_URL: {service: 'mydb', format: 'jdbc-url'},
      SPRING_DATASOURCE_USERNAME: {service: 'mydb', format: 'user'},
      SPRING_DATASOURCE_PASSWORD: {service: 'mydb', format: 'password'},
      REDIS_HOST: {service: 'cache', format: 'host'},
      REDIS_PORT: {service: 'cache', format: 'port'},
      REDIS_PASSWORD: {service: 'cache', format: 'password'},
      ELSEWHERE: {service: 'cache-2', format: 'url'},
    });
    expect(services).toEqual({
      mydb: {kind: 'mysql', required: true},
      cache: {kind: 'redis', required: true},
      'cache-2': {kind: 'redis', required: true},
    });
    expect(Object.keys(secrets)).toEqual(['API_TOKEN']);
  });

  it('asks what the health check of the file asks, and is led to by the paths of the balancer', async () => {
    const recipe = await made({
      ...stack({
        a: {
          ports: ['9003:9003', '9885:9885'],
          healthcheck: {test: 'curl -s http://localhost:9003/up | grep -q fine', interval: '4s', retries: 2},
        },
      }),
      'n.conf':
        'upstream chat { server 10.0.0.1:9003; } upstream live { server 10.0.0.1:9885; } server { location / { proxy_pass http://chat; } location /websocket { proxy_pass http://live; proxy_read_timeout 1h; } }',
    });
    expect(recipe.ports).toEqual({http: 9003, 'port-9885': 9885});
    expect(recipe.routes).toEqual([
      {path: '/', port: 'http', websocket: false},
      {path: '/websocket', port: 'port-9885', websocket: true},
    ]);
    expect(recipe.health).toMatchObject({port: 'http', path: '/up', contains: 'fine', intervalMs: 4000, retries: 2});
    expect(recipe.timeouts.readMs).toBe(3_600_000);
  });

  it('keeps apart what runs one image with different commands, and leaves out what has no port', async () => {
    const {apps, notTaken} = await importTexts({
      'c.yaml':
        'services:\n  web: {image: "a/shop:1", ports: ["80"]}\n  admin: {image: "a/shop:1", command: admin, ports: ["81"]}\n  jobs: {image: "a/shop:1", command: jobs}\n',
    });
    expect(apps.map(({name, recipe}) => [name, recipe.command])).toEqual([
      ['web', null],
      ['admin', ['admin']],
    ]);
    expect(notTaken).toContainEqual({
      file: 'c.yaml',
      line: 4,
      key: 'services.jobs',
      reason: 'has no port: Muster asks instances over HTTP whether they are well',
    });
  });

  it('is the same when it is read again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-recipe-'));
    const all = [
      ...(await shippedRecipes()),
      await made(
        stack({
          a: {
            ...env({ROLE: 'x', KEY_SECRET: 'y'}),
            volumes: ['./up:/srv/up'],
            command: ['run', '--now'],
            deploy: {resources: {reservations: {cpus: '0.5', memory: '512M'}}},
          },
          b: {scale: 2, ...env({ROLE: 'y'}), command: ['run', '--now']},
        }),
      ),
    ];
    for (const recipe of all) {
      const file = join(folder, `${recipe.name}.yaml`);
      writeFileSync(file, writeRecipe(recipe));
      expect(await recipes.read(file)).toEqual({...recipe, source: file});
    }
  });
});

describe('an app that a recipe knows', () => {
  it('is known by its variables too, under another image', async () => {
    const {declared, assumed} = await importTexts({
      'c.yaml':
        'services: {gateway: {image: "reg.example.com/gw:2", environment: [SQL_DSN=u:p@tcp(h:1)/d, "REDIS_CONN_STRING=redis://h", SESSION_SECRET=a1b2]}}',
    });
    expect(declared.apps).toEqual([{name: 'new-api', recipe: 'new-api', image: 'reg.example.com/gw'}]);
    expect(assumed.map(({reason}) => reason)).toContain('its variables are those of recipe new-api, so it is taken for that app');
  });

  it('keeps its recipe under the address of a mirror', async () => {
    const {declared} = await importTexts({'c.yaml': 'services: {a: {image: "mirror.example.com/calciumion/new-api:v1"}}'});
    expect(declared.apps).toEqual([{name: 'new-api', recipe: 'new-api', image: 'mirror.example.com/calciumion/new-api'}]);
  });

  it('has one master: the first that says so, or the first that says nothing', async () => {
    const image = 'calciumion/new-api:1';
    const roles = async (...types: readonly (string | null)[]) => {
      const services = types.map((type, index) => [`s${index}`, {image, environment: type === null ? {} : {NODE_TYPE: type}}]);
      const {apps} = await importTexts({'c.json': JSON.stringify({services: Object.fromEntries(services)})});
      return apps[0]!.members.map(({service, role, count}) => `${service.name} ${role} ${count}`);
    };
    expect(await roles(null, null)).toEqual(['s0 master 1', 's1 slave 1']);
    expect(await roles(null, 'master', 'slave')).toEqual(['s0 slave 1', 's1 master 1', 's2 slave 1']);
    expect(await roles('Slave', 'MASTER')).toEqual(['s0 slave 1', 's1 master 1']);
    expect(await roles('nonsense', 'slave')).toEqual(['s0 master 1', 's1 slave 1']);
  });
});
