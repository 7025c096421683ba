import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology} from '../../support/topology.js';

describe('SHARED_DATABASE', () => {
  const api = aDeployedTopology(aClusteredRecipe());
  const single = (recipe = aClusteredRecipe()) =>
    aDeployedTopology()
      .withApp('solo', {recipe})
      .withDeployment('solo', {roles: {master: 1}});

  it('wants a database for more than one instance', () => {
    expect(check('SHARED_DATABASE', {after: api})).toEqual([
      {
        code: 'SHARED_DATABASE',
        severity: 'error',
        subject: 'app hello',
        message:
          'The 3 instances of app hello in env prod must share one database (SQL_DSN of recipe api), and env prod has no mysql service.',
        hint: 'Add it: muster service add database --env prod --kind mysql --url URL; or let Muster run it: muster service add database --env prod --kind mysql --managed --node NODE.',
        details: {
          org: 'default',
          env: 'prod',
          app: 'hello',
          recipe: 'api',
          instances: 3,
          service: 'database',
          kind: 'mysql',
          keys: ['SQL_DSN'],
          candidates: [],
        },
      },
    ]);
    expect(messages('SHARED_DATABASE', {after: api.withService('a').withService('b')})).toEqual([
      'The 3 instances of app hello in env prod must share one database (SQL_DSN of recipe api), and of its mysql services a and b none is named database.',
    ]);
    expect(messages('SHARED_DATABASE', {after: api.withService('database', {url: 'file:///data/x.db'})})).toEqual([
      'The 3 instances of app hello in env prod must share one database (SQL_DSN of recipe api), and the URL of service database is a SQLite file.',
    ]);
  });

  it.each([
    ['', 'is empty, which means SQLite'],
    ['local', 'starts with "local", which means SQLite'],
    ['/data/one.sqlite', 'is a SQLite file'],
  ])('refuses config %j for more than one instance', (value, reason) => {
    expect(messages('SHARED_DATABASE', {after: api.withConfig('SQL_DSN', value)})).toEqual([
      `Config SQL_DSN of app hello in env prod ${reason}, so each of the 3 instances would have its own database.`,
    ]);
    expect(messages('SHARED_DATABASE', {after: single().withConfig('SQL_DSN', value, {app: 'solo'})})).toEqual([]);
  });

  it('refuses localhost in a service and in config, even for one instance', () => {
    expect(check('SHARED_DATABASE', {after: single().withService('db', {url: 'mysql://api@localhost:3306/x'})})).toEqual([
      {
        code: 'SHARED_DATABASE',
        severity: 'error',
        subject: 'service db',
        message: 'Service db of env prod is at localhost, which inside a container is the container itself.',
        hint: 'Give the address that containers reach it by: muster service add db --env prod --kind mysql --url URL --replace.',
        details: {
          org: 'default',
          env: 'prod',
          service: 'db',
          kind: 'mysql',
          url: 'mysql://api@localhost:3306/x',
          host: 'localhost',
        },
      },
    ]);
    expect(
      check('SHARED_DATABASE', {after: single().withConfig('SQL_DSN', 'root:x@tcp(127.0.0.1:3306)/db', {app: 'solo'})}),
    ).toEqual([
      {
        code: 'SHARED_DATABASE',
        severity: 'error',
        subject: 'config SQL_DSN',
        message: 'Config SQL_DSN of app solo in env prod points to 127.0.0.1, which inside a container is the container itself.',
        hint: 'Leave SQL_DSN out, and take it away where it is recorded: muster config unset SQL_DSN --env prod --app solo --missing-ok; then name the database once: muster service add NAME --env prod --kind mysql --url URL.',
        details: {org: 'default', env: 'prod', app: 'solo', key: 'SQL_DSN', scope: 'app', loopback: '127.0.0.1', instances: 1},
      },
    ]);
  });

  it('refuses a managed database that instances on other nodes cannot reach', () => {
    const managed = api.withService('database', {managed: {node: 'web-1', image: null}}).withInstance('hello');
    expect(messages('SHARED_DATABASE', {after: managed})).toEqual([]);
    expect(check('SHARED_DATABASE', {after: managed.withInstance('hello', {ordinal: 2, node: 'web-2'})})).toMatchObject([
      {
        message: 'Service database of env prod is managed on node web-1, and hello-slave-2 on web-2 cannot reach it there.',
        hint: 'Use a mysql that every node reaches: muster service add database --env prod --kind mysql --url URL --replace.',
      },
    ]);
  });

  it('is content with a service of any name that is the only one, a DSN in config or in a secret, and one instance without any', () => {
    for (const after of [
      api.withService('db'),
      api.withConfig('SQL_DSN', 'u:p@tcp(db:3306)/x'),
      api.withSecret('sql-dsn', {app: 'hello'}),
      single(),
    ]) {
      expect(messages('SHARED_DATABASE', {after})).toEqual([]);
    }
  });
});
