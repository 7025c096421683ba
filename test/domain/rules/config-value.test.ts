import {describe, expect, it} from 'vitest';
import type {ConfigRule} from '../../../src/core/domain/model.js';
import {check, messages} from '../../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology} from '../../support/topology.js';

const rule = (more: Partial<ConfigRule>): ConfigRule => ({
  matches: null,
  notEntryOn: null,
  ignored: false,
  because: 'so it is',
  ...more,
});
const api = aDeployedTopology(
  aClusteredRecipe({
    configRules: {
      SYNC_FREQUENCY: rule({matches: '^[0-9]+$', because: 'it is whole seconds'}),
      SPRING_ARTEMIS_MODE: rule({matches: '^native$', because: 'an embedded broker is the own one of each instance'}),
      FRONTEND_BASE_URL: rule({notEntryOn: 'slave', because: 'visitors go in circles'}),
      REDIS_PASSWORD: rule({ignored: true, because: 'it is part of the connection'}),
    },
  }),
).withEntry('shop.example.com:443');

describe('CONFIG_VALUE', () => {
  it.each([
    ['SYNC_FREQUENCY', '5m', 'Config SYNC_FREQUENCY of app hello in env prod is "5m": it is whole seconds.'],
    [
      'SPRING_ARTEMIS_MODE',
      'embedded',
      'Config SPRING_ARTEMIS_MODE of app hello in env prod is "embedded": an embedded broker is the own one of each instance.',
    ],
  ])('%s=%s is refused for the env and for the app', (key, value, message) => {
    for (const app of [null, 'hello'])
      expect(check('CONFIG_VALUE', {after: api.withConfig(key, value, {app})})).toMatchObject([{severity: 'error', message}]);
  });

  it('shows no value that may be a secret', () => {
    const after = api.withConfig('SYNC_FREQUENCY', 'mysql://u:hunter2@h/d');
    expect(JSON.stringify(check('CONFIG_VALUE', {after}))).not.toContain('hunter2');
  });

  it.each([
    ['SYNC_FREQUENCY', '60'],
    ['SPRING_ARTEMIS_MODE', 'native'],
    ['OTHER', '5m'],
    ['FRONTEND_BASE_URL', 'https://elsewhere.example.com'],
  ])('%s=%s is accepted', (key, value) => {
    expect(messages('CONFIG_VALUE', {after: api.withConfig(key, value)})).toEqual([]);
  });

  it('leaves alone what stood there, and refuses what comes to it', () => {
    const before = api.withConfig('SYNC_FREQUENCY', '5m');
    expect(check('CONFIG_VALUE', {before, after: before.withEnv('other')})).toEqual([]);
    expect(check('CONFIG_VALUE', {before, after: before.withConfig('SYNC_FREQUENCY', '6m')})).toHaveLength(1);
  });
});

describe('CONFIG_NOT_READ', () => {
  it('is a warning', () => {
    expect(check('CONFIG_NOT_READ', {after: api.withConfig('REDIS_PASSWORD', 'x')})).toMatchObject([
      {
        code: 'CONFIG_NOT_READ',
        severity: 'warning',
        message: 'Config REDIS_PASSWORD of app hello in env prod is not read: it is part of the connection.',
        hint: 'Leave REDIS_PASSWORD out, and take it away where it is recorded: muster config unset REDIS_PASSWORD --env prod --missing-ok.',
      },
    ]);
  });
});

describe('REDIRECT_LOOP', () => {
  it.each(['https://shop.example.com', 'https://SHOP.example.com/console', 'shop.example.com', 'shop.example.com:8443'])(
    'refuses %s, which leads to an entry of the env',
    (value) => {
      expect(check('REDIRECT_LOOP', {after: api.withConfig('FRONTEND_BASE_URL', value)})).toMatchObject([
        {
          code: 'REDIRECT_LOOP',
          severity: 'error',
          message:
            'Config FRONTEND_BASE_URL of app hello in env prod leads to shop.example.com, an entry of the env: visitors go in circles.',
        },
      ]);
    },
  );

  it('comes with the entry too', () => {
    const before = api.withConfig('FRONTEND_BASE_URL', 'https://new.example.com');
    expect(messages('REDIRECT_LOOP', {before, after: before.withEntry('new.example.com:443')})).toHaveLength(1);
  });
});
