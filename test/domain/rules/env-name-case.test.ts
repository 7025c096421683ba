import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology} from '../../support/topology.js';

describe('ENV_NAME_CASE', () => {
  const api = aDeployedTopology(aClusteredRecipe());

  it.each([
    ['sync_frequency', 'SYNC_FREQUENCY'],
    ['SYNC-FREQUENCY', 'SYNC_FREQUENCY'],
    [' SYNC_FREQUENCY', 'SYNC_FREQUENCY'],
    ['Log Sql Dsn', 'LOG_SQL_DSN'],
    ['node_type', 'NODE_TYPE'],
  ])('tells of %j that it is %s', (key, spelling) => {
    expect(check('ENV_NAME_CASE', {after: api.withConfig(key, 'x')})).toEqual([
      {
        code: 'ENV_NAME_CASE',
        severity: 'error',
        subject: `config ${key}`,
        message: `App hello in env prod does not read config ${JSON.stringify(key)}: recipe api knows it as ${spelling}.`,
        hint: `Write it so: muster config set ${spelling}=VALUE --env prod --app hello.`,
        details: {org: 'default', env: 'prod', app: 'hello', recipe: 'api', key, spelling},
      },
    ]);
  });

  it('sends a misspelled secret to the secrets', () => {
    expect(check('ENV_NAME_CASE', {after: api.withConfig('session_secret', 'x')})[0]?.hint).toBe(
      'It is a secret: muster secret set session-secret --env prod --app hello.',
    );
  });

  it('accepts known keys, unknown keys, and keys of other apps', () => {
    expect(
      messages('ENV_NAME_CASE', {
        after: api.withConfig('SYNC_FREQUENCY', '5').withConfig('MY_OWN', 'x').withConfig('sync_frequency', 'x', {app: 'other'}),
      }),
    ).toEqual([]);
  });
});
