import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology} from '../../support/topology.js';

const recipe = aClusteredRecipe();
const api = aDeployedTopology({...recipe, env: {...recipe.env, NODE_NAME: {instance: 'name'}, TOKEN: {secret: 'token'}}});

describe('CONFIG_OVERRIDE', () => {
  it('refuses one value for what makes an instance itself', () => {
    expect(check('CONFIG_OVERRIDE', {after: api.withConfig('NODE_NAME', 'same')})).toEqual([
      {
        code: 'CONFIG_OVERRIDE',
        severity: 'error',
        subject: 'config NODE_NAME',
        message:
          'Config NODE_NAME of app hello in env prod would be the same on all instances, and recipe api gives each its own name there.',
        hint: 'Leave NODE_NAME out, and take it away where it is recorded: muster config unset NODE_NAME --env prod --missing-ok.',
        details: {org: 'default', env: 'prod', app: 'hello', recipe: 'api', key: 'NODE_NAME'},
      },
    ]);
  });

  it.each([
    ['TOKEN', 'x', 'error'],
    ['SQL_DSN', 'root@tcp(db:3306)/a', 'warning'],
    ['REDIS_CONN_STRING', 'redis://cache:6379', 'warning'],
  ])('%s=%s is told as %s', (key, value, severity) => {
    expect(check('CONFIG_OVERRIDE', {after: api.withConfig(key, value, {app: 'hello'})})).toMatchObject([{severity}]);
  });

  it('accepts plain values of the recipe to be replaced, and config of other apps', () => {
    const after = api.withConfig('SYNC_FREQUENCY', '5').withConfig('NODE_NAME', 'x', {app: 'other'});
    expect(messages('CONFIG_OVERRIDE', {after})).toEqual([]);
  });

  it('leaves alone what stood there', () => {
    const before = api.withConfig('NODE_NAME', 'same');
    expect(check('CONFIG_OVERRIDE', {before, after: before.withEnv('other')})).toEqual([]);
  });
});
