import {describe, expect, it} from 'vitest';
import {importTexts} from './import.js';

const api = {SQL_DSN: 'app:Xq7-w9Lk@tcp(db:3306)/api', REDIS_CONN_STRING: 'redis://:Zr4-t8Mn@cache:6379'};
const compose = (services: Readonly<Record<string, unknown>>) => JSON.stringify({services}, null, 1);
const newApi = (environment: object = api) => ({image: 'calciumion/new-api:1', environment, ports: ['3000']});
const servicesOf = async (texts: Readonly<Record<string, string>>) => {
  const {declared, notTaken, secrets, mistakes} = await importTexts(texts);
  return {
    services: declared.envs[0]!.services,
    notTaken,
    secrets: secrets.map(({name, places}) => [name, places.map(({key}) => key)]),
    mistakes,
  };
};

describe('services that the files run', () => {
  it('become services that Muster runs, under the names that the recipe has for them', async () => {
    const {services, secrets} = await servicesOf({
      'c.json': compose({
        api: newApi(),
        db: {image: 'mariadb', environment: {MYSQL_ROOT_PASSWORD: 'Xq7-w9Lk', MYSQL_DATABASE: 'api'}},
        cache: {image: 'redis:7', command: 'redis-server --requirepass Zr4-t8Mn'},
      }),
    });
    expect(services).toEqual([
      {name: 'database', kind: 'mysql', passwordSecret: 'database-password', managed: {node: 'local', image: 'mariadb:latest'}},
      {name: 'cache', kind: 'redis', passwordSecret: 'cache-password', managed: {node: 'local', image: 'redis:7'}},
    ]);
    expect(secrets).toEqual([
      ['database-password', ['services.api.environment.SQL_DSN', 'services.db.environment.MYSQL_ROOT_PASSWORD']],
      ['cache-password', ['services.api.environment.REDIS_CONN_STRING', 'services.cache.command']],
    ]);
  });

  it('stay services where nothing names them, and are told where Muster cannot run them', async () => {
    const {services, notTaken} = await servicesOf({
      'c.json': compose({spare: {image: 'valkey/valkey:8'}, mq: {image: 'rabbitmq:4'}}),
    });
    expect(services).toEqual([
      {name: 'spare', kind: 'redis', passwordSecret: 'spare-password', managed: {node: 'local', image: 'valkey/valkey:8'}},
    ]);
    expect(notTaken.map(({key, reason}) => `${key}: ${reason}`)).toEqual([
      'services.mq: Muster runs no rabbitmq: run it as before, and give the address that all nodes reach it by',
    ]);
  });

  it('are told to be out of reach of other machines', async () => {
    const {mistakes} = await servicesOf({
      'c.json': compose({api: newApi(), db: {image: 'mysql:8'}, cache: {image: 'redis'}}),
      'n.conf': 'upstream a { server 10.0.0.1:3000; server 10.0.0.2:3000; }',
    });
    expect(mistakes.filter(({code}) => code.startsWith('SHARED')).map(({code, key, message}) => [code, key, message])).toEqual([
      [
        'SHARED_DATABASE',
        'services.api.environment.SQL_DSN',
        'db is a name that only the network of one machine knows, and app new-api is on 2 machines.',
      ],
      [
        'SHARED_CACHE',
        'services.api.environment.REDIS_CONN_STRING',
        'cache is a name that only the network of one machine knows, and app new-api is on 2 machines.',
      ],
    ]);
  });
});

describe('services elsewhere', () => {
  it('have the address that all machines know before a name that one network knows', async () => {
    const {services} = await servicesOf({
      'main.json': compose({api: newApi(), db: {image: 'mysql:8'}, cache: {image: 'redis'}}),
      'other.json': compose({more: newApi({...api, SQL_DSN: 'app:Xq7-w9Lk@tcp(10.0.0.5:3306)/api', NODE_TYPE: 'slave'})}),
    });
    expect(services[0]).toEqual({
      name: 'database',
      kind: 'mysql',
      url: 'mysql://app@10.0.0.5:3306/api',
      passwordSecret: 'database-password',
    });
  });

  it('are one of each name: what another app has under it is told', async () => {
    const {services, notTaken} = await servicesOf({
      'c.json': compose({
        api: newApi({...api, SQL_DSN: 'app:Xq7-w9Lk@tcp(10.0.0.5:3306)/api'}),
        shop: {image: 'acme/shop:1', ports: ['80'], environment: {DATABASE_URL: 'mysql://shop@10.0.0.6/shop'}},
      }),
    });
    expect(services.map(({name, url}) => [name, url])).toContainEqual(['database', 'mysql://app@10.0.0.5:3306/api']);
    expect(notTaken.find(({key}) => key === 'services.shop.environment.DATABASE_URL')?.reason).toBe(
      'an environment has one service database, and another app has another one: put one of them into an environment of its own',
    );
  });

  it('that the recipe does not know are told, and so is what stands alone or has no value', async () => {
    const {services, notTaken} = await servicesOf({
      'c.json': compose({api: newApi({SQL_DSN: 'the database', REDIS_CONN_STRING: '${REDIS}'})}),
    });
    expect(services).toEqual([]);
    expect(notTaken.filter(({key}) => key.includes('environment')).map(({key, reason}) => `${key}: ${reason}`)).toEqual([
      'services.api.environment.SQL_DSN: is no address of a mysql, which recipe new-api wants',
      'services.api.environment.REDIS_CONN_STRING: variable REDIS has no value in the shell or in .env, and Compose takes it as empty',
      'services.api.environment.REDIS_CONN_STRING: its value is not in the files: muster service add cache --env ENV --kind redis --url URL',
    ]);
  });
});
