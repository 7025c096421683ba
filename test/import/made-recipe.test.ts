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

  it('leads to the port that a label or a probe names, not to the first', async () => {
    const ports = ['9000:9000', '8080:8080'];
    const led = async (more: object) => {
      const recipe = await made(stack({a: {ports, ...more}}));
      return recipe.ports[recipe.routes[0]!.port];
    };
    expect(await led({})).toBe(9000);
    expect(await led({healthcheck: {test: 'curl -f http://localhost:8080/'}})).toBe(8080);
    expect(await led({labels: {'traefik.http.services.shop.loadbalancer.server.port': '8080'}})).toBe(8080);
    expect(await led({labels: ['caddy=shop.example.com', 'caddy.reverse_proxy={{upstreams 8080}}']})).toBe(8080);
    // A port that only the probe knows is no way in.
    expect(await led({healthcheck: {test: 'curl -f http://localhost:9990/'}})).toBe(9000);
  });

  it('has a connection for each user and database of a server elsewhere', async () => {
    const {env: values, services} = await made(
      withServices({
        CACHE_URL: 'redis://10.0.0.9:6379/1',
        QUEUE_URL: 'redis://10.0.0.9:6379/2',
        AGAIN_URL: 'redis://10.0.0.9:6379/1',
        DB_URL: 'mysql://app:p@db.example.com/shop',
        REPORT_URL: 'mysql://report:p@db.example.com/shop',
      }),
    );
    expect(values).toEqual({
      CACHE_URL: {service: 'cache-2', format: 'url'},
      QUEUE_URL: {service: 'cache-3', format: 'url'},
      AGAIN_URL: {service: 'cache-2', format: 'url'},
      DB_URL: {service: 'database', format: 'url'},
      REPORT_URL: {service: 'database-2', format: 'url'},
    });
    expect(Object.keys(services)).toEqual(['cache-2', 'cache-3', 'database', 'database-2']);
  });

  it('keeps what leads to a second database or user of a service that Muster runs as a secret, and tells what differs', async () => {
    const texts = withServices({CACHE_URL: 'redis://cache:6379/1', QUEUE_URL: 'redis://cache:6379/2'});
    const {env: values, secrets} = await made(texts);
    expect([values, Object.keys(secrets)]).toEqual([{CACHE_URL: {service: 'cache', format: 'url'}}, ['QUEUE_URL']]);
    expect((await importTexts(texts)).notTaken.filter(({key}) => key.endsWith('CACHE_URL')).map(({reason}) => reason)).toEqual([
      'the redis that Muster runs has user default and database 0, and this says database 1',
    ]);
  });

  it('is told of each user, database and port that the service does not have', async () => {
    const {notTaken} = await importTexts(
      withServices({
        DB_HOST: 'mydb',
        DB_PORT: '3307',
        DB_USER: 'other',
        DB_NAME: 'shop',
        DB_URL: 'mysql://u:p@mydb:3306/shop',
        FAR_URL: 'mysql://far:p@db.example.com/far',
        FAR_USER: 'far',
        FAR_NAME: 'near',
      }),
    );
    expect(
      notTaken.filter(({key}) => /environment/.test(key)).map(({key, reason}) => `${key.split('.').at(-1)}: ${reason}`),
    ).toEqual([
      'DB_PORT: it says port 3307, and service mydb has port 3306',
      'DB_URL: the mysql that Muster runs has user app and database app, and this says user u and database shop',
      'DB_USER: it says user other, and service mydb has user app',
      'FAR_NAME: it says database near, and service database has database far',
    ]);
  });

  it('is told of a query and of a scheme that are not filled in', async () => {
    const {notTaken} = await importTexts(
      withServices({
        A_URL: 'jdbc:mariadb://mydb:3306/app?useSSL=false',
        B_URL: 'rediss://cache',
        C_URL: 'rediss://10.0.0.9:6379',
      }),
    );
    expect(
      notTaken.filter(({key}) => /environment/.test(key)).map(({key, reason}) => `${key.split('.').at(-1)}: ${reason}`),
    ).toEqual([
      'A_URL: the mysql that Muster runs has user app and database app, and this says a query',
      'A_URL: it is filled in as mysql://, and this says mariadb://',
      'B_URL: it is filled in as redis://, and this says rediss://',
    ]);
  });

  it('is for services whose image, tag and container ports agree', async () => {
    const {apps} = await importTexts({
      'c.yaml':
        'services:\n  server: {image: "acme/suite:server-2.1", ports: ["80:80"]}\n  agent: {image: "acme/suite:agent-2.1", ports: ["90:90"]}\n  admin: {image: "acme/suite:server-2.1", ports: ["81:81"]}\n  more: {image: "acme/suite:server-2.1", ports: ["8080:80"]}\n  quiet: {image: "acme/suite:server-2.1"}\n',
    });
    expect(apps.map(({name, version, services}) => [name, version, services.map((it) => it.name)])).toEqual([
      ['server', 'server-2.1', ['server', 'more', 'quiet']],
      ['agent', 'agent-2.1', ['agent']],
      ['admin', 'server-2.1', ['admin']],
    ]);
  });

  it('has no volume for a file, which is told', async () => {
    const texts = stack({
      a: {volumes: ['./Caddyfile:/etc/caddy/Caddyfile', './app.env:/run/settings', './data:/data', './x.sock:/run/x.sock']},
    });
    const recipe = await made({...texts, 'app.env': ''});
    expect(recipe.volumes).toEqual({data: '/data'});
    const {notTaken} = await importTexts({...texts, 'app.env': ''});
    expect(notTaken.filter(({reason}) => reason.includes('is a file of this machine')).map(({key}) => key)).toEqual([
      'services.a.volumes[0]',
      'services.a.volumes[1]',
    ]);
  });

  it('keeps scheme, port, path, query and status of the probe, or they are told', async () => {
    const test = 'curl -fsSkL -H "Host: shop.example.com" https://localhost:8443/up?deep=1';
    const texts = stack({a: {ports: ['8080:8080', '8443:8443'], healthcheck: {test, timeout: '3s'}}});
    const {health, ports} = await made(texts);
    expect([ports[health.port], health]).toMatchObject([
      8443,
      {scheme: 'https', host: 'shop.example.com', path: '/up?deep=1', status: '200-399', timeoutMs: 3000},
    ]);
    expect((await importTexts(texts)).notTaken.filter(({key}) => key.endsWith('test')).map(({reason}) => reason)).toEqual([
      'the probe follows redirects, which a recipe does not',
    ]);
    const command = await importTexts(stack({a: {healthcheck: {test: ['CMD', 'pg_isready']}}}));
    expect(command.notTaken.map(({reason}) => reason)).toContain(
      'the probe runs a command in the container: the recipe asks GET / on port 8080',
    );
  });

  it('asks a port without a scheme over http, and is told where only times or a way of its own are said', async () => {
    const probed = await made(
      stack({a: {ports: ['8080:8080'], healthcheck: {test: 'curl -f localhost:8080/x || exit 1', retries: 4}}}),
    );
    expect(probed.health).toMatchObject({port: 'http', scheme: 'http', path: '/x', status: '200-399', retries: 4});
    const reasons = async (healthcheck: object) => {
      const {notTaken} = await importTexts(stack({a: {ports: ['8080:8080'], healthcheck}}));
      return notTaken.filter(({key}) => key.includes('healthcheck')).map(({reason}) => reason);
    };
    expect(await reasons({interval: '7s', retries: 9})).toEqual([
      'it says nothing but times, and the probe of the image is not run: the recipe asks GET / on port 8080',
    ]);
    expect(await reasons({test: 'curl -f localhost:8080/x && test -f /ready'})).toEqual([
      'the probe also runs test, which a recipe does not',
    ]);
    expect(await reasons({test: 'curl -f http://other:8080/x'})).toEqual([
      'the probe runs a command in the container: the recipe asks GET / on port 8080',
    ]);
  });

  it('has every port that is exposed, and is told of a command that is taken away', async () => {
    const texts = stack({a: {ports: ['80:80'], expose: ['8000-8002', '9000/tcp', '53/udp'], command: []}});
    expect(Object.values((await made(texts)).ports)).toEqual([80, 8000, 8001, 8002, 9000]);
    const {notTaken} = await importTexts(texts);
    expect(notTaken.filter(({key}) => /expose|command/.test(key)).map(({key, reason}) => [key, reason])).toEqual([
      ['services.a.command', 'it takes away the command of the image, which a recipe without one runs'],
      ['services.a.expose[2]', 'is udp, and Muster publishes TCP'],
    ]);
  });

  it('is told of each value that leads to another service by its name', async () => {
    const {notTaken} = await importTexts({
      'c.yaml': JSON.stringify({
        services: {
          web: {
            image: 'acme/web:1',
            ports: ['80'],
            environment: {
              API: 'http://api:8000/v1',
              BROKERS: 'kafka:9092,other:9092',
              API_HOST: 'API',
              MODE: 'api',
              DB_URL: 'mysql://db/x',
              FAR: 'http://api.example.com',
            },
            command: ['serve', '--upstream=api:8000'],
          },
          api: {image: 'acme/api:1', ports: ['8000']},
          kafka: {image: 'apache/kafka:4'},
          db: {image: 'mysql:8.4'},
        },
      }),
    });
    const reason = (name: string) =>
      `it leads to service ${name} by a name that Muster's network does not have: give the address of its entry`;
    expect(notTaken.filter((it) => it.reason.includes("Muster's network")).map((it) => [it.key, it.reason])).toEqual([
      ['services.web.command', reason('api')],
      ['services.web.environment.API', reason('api')],
      ['services.web.environment.API_HOST', reason('api')],
      ['services.web.environment.BROKERS', reason('kafka')],
    ]);
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
