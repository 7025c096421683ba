import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology, aTopology} from '../../support/topology.js';

describe('SAME_SECRET', () => {
  const weak = (weakness: 'refused' | 'public', app = 'hello') => ({
    weakSecrets: new Map([[`default/prod/${app}/session-secret`, weakness]]),
  });
  const production = aTopology().withEnv('prod', {labels: {stage: 'production'}});

  it.each([
    ['refused', aTopology().withEnv('prod'), 'error', 'has a sample value that the app itself refuses'],
    ['public', aTopology().withEnv('prod'), 'warning', 'has a value that everybody can read in public documents'],
    [
      'public',
      production,
      'error',
      'has a value that everybody can read in public documents, and the env is labelled stage=production',
    ],
  ] as const)('says of a %s value', (weakness, after, severity, fault) => {
    expect(check('SAME_SECRET', {after, facts: weak(weakness)})).toMatchObject([
      {
        severity,
        message: `Secret session-secret of app hello in env prod ${fault}.`,
        hint: 'Set one of your own: openssl rand -hex 32 | muster secret set session-secret --env prod --app hello.',
      },
    ]);
  });

  it('knows a secret of the whole env', () => {
    expect(messages('SAME_SECRET', {after: production, facts: weak('refused', '*')})).toEqual([
      'Secret session-secret of env prod has a sample value that the app itself refuses.',
    ]);
  });

  it('refuses a secret in plain config, without telling it', () => {
    const violations = check('SAME_SECRET', {
      after: aDeployedTopology(aClusteredRecipe()).withConfig('SESSION_SECRET', 'hunter2'),
    });
    expect(violations).toEqual([
      {
        code: 'SAME_SECRET',
        severity: 'error',
        subject: 'config SESSION_SECRET',
        message:
          'Config SESSION_SECRET of app hello in env prod is plain text, and recipe api knows SESSION_SECRET as a secret that all instances share.',
        hint: 'Take it out of the config and keep it as a secret: muster secret set session-secret --env prod --app hello.',
        details: {org: 'default', env: 'prod', app: 'hello', recipe: 'api', key: 'SESSION_SECRET', secret: 'session-secret'},
      },
    ]);
    expect(JSON.stringify(violations)).not.toContain('hunter2');
  });

  it('says nothing of good secrets, and of envs that are gone', () => {
    expect(messages('SAME_SECRET', {after: production})).toEqual([]);
    expect(messages('SAME_SECRET', {after: aTopology(), facts: weak('refused')})).toEqual([]);
  });
});
