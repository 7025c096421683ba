import {describe, expect, it} from 'vitest';
import {importTexts} from './import.js';

/** The official file, in which New API runs on PostgreSQL. */
const official = (environment: Readonly<Record<string, string>>, services: object = {}) =>
  JSON.stringify({
    services: {
      'new-api': {image: 'calciumion/new-api:v0.9.2', ports: ['3000:3000'], environment},
      redis: {image: 'redis:7'},
      ...services,
    },
  });
const postgres = {postgres: {image: 'postgres:15', environment: {POSTGRES_USER: 'root', POSTGRES_DB: 'new-api'}}};
const dsn = 'postgresql://root:Xq7-w9Lk@postgres:5432/new-api';
const cache = {REDIS_CONN_STRING: 'redis://redis'};

describe('an app on another kind of service than its recipe knows', () => {
  it('has a copy of the recipe that takes the address as a secret, and that is no mistake', async () => {
    const {apps, recipes, declared, secrets, assumed, notTaken, mistakes} = await importTexts({
      'c.json': official({SQL_DSN: dsn, ...cache}, postgres),
    });
    expect(mistakes.map(({code}) => code)).toEqual(['SECRET_PLAIN']);
    expect(declared.apps).toEqual([{name: 'new-api', recipe: './new-api.recipe.yaml'}]);
    const recipe = recipes.get('./new-api.recipe.yaml')!;
    expect(recipe).toMatchObject({
      services: {cache: {kind: 'redis'}},
      health: {path: '/api/status'},
      updateOrder: 'slaves-first',
    });
    expect(Object.keys(recipe.secrets)).toEqual(['SESSION_SECRET', 'CRYPTO_SECRET', 'SQL_DSN']);
    expect(recipe.env).not.toHaveProperty('SQL_DSN');
    expect(secrets.map(({command}) => command)).toEqual(['muster secret set sql-dsn --env prod --app new-api']);
    expect(declared.envs[0]!.services.map(({kind}) => kind)).toEqual(['redis']);
    expect(assumed.map(({key, reason}) => `${key}: ${reason}`)).toContain(
      'services.new-api.environment.SQL_DSN: recipe new-api knows a mysql there, and this is a postgres: a copy of the recipe takes the whole address as a secret',
    );
    expect(notTaken.map(({key}) => key)).toContain('services.postgres');
    expect(JSON.stringify([apps[0]!.recipe, declared, secrets])).not.toContain('Xq7-w9Lk');
  });

  it('is told of a password that everybody tries', async () => {
    const {mistakes} = await importTexts({'c.json': official({SQL_DSN: dsn.replace('Xq7-w9Lk', '123456'), ...cache})});
    expect(mistakes.find(({code}) => code === 'SECRET_PUBLIC')).toMatchObject({
      message: 'Secret sql-dsn of app new-api has a password that reads like a sample.',
      hint: 'Change it where it is asked for, then: muster secret set sql-dsn --env prod --app new-api.',
    });
  });

  it.each(['root:Xq7-w9Lk@tcp(10.0.0.5:3306)/new-api', 'local', ''])(
    'keeps the recipe as it is for SQL_DSN=%s',
    async (value) => {
      const {declared} = await importTexts({'c.json': official({SQL_DSN: value, ...cache})});
      expect(declared.apps).toEqual([{name: 'new-api', recipe: 'new-api'}]);
    },
  );
});
