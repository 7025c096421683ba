import {describe, expect, it} from 'vitest';
import {readsLikeSample, secretWeakness} from '../../../src/core/domain/secrets/secret-weakness.js';
import {weakSecretFacts} from '../../../src/core/use-cases/weak-secret.js';
import {check} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

const rule = {refuse: ['random_string'], publicDefaults: ['your_unique_secret']};

describe('the weakness of a secret', () => {
  it.each([
    ['random_string', 'refused'],
    ['your_unique_secret', 'public'],
    [' ', 'blank'],
    ['\n\t', 'blank'],
    ['password', 'common'],
    ['PassWord', 'common'],
    ['123456', 'common'],
    ['qwerty123', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['change-me-now', 'sample'],
    ['your_password_here', 'sample'],
    ['x7f', 'short'],
    ['s3cr3!', 'short'],
  ])('%j is %s', (value, weakness) => {
    expect(secretWeakness(value, [rule])).toBe(weakness);
  });

  it.each([
    '9f86d081884c7d659a2feaa0c55ad015',
    'correct horse battery staple',
    'dGVzdC1hZG1pbi1yb290MTIzNDU2Nzg5MEFCQ0RFRg',
    'kX9-test-Vq2mZ7rT4wLp8sNc3',
    'Tr0ub4dor&3',
  ])('%s has none', (value) => {
    expect(secretWeakness(value, [rule])).toBeNull();
  });

  it('of a value in a file does not go by its length', () => {
    expect([readsLikeSample(''), readsLikeSample('x7f'), readsLikeSample('password')]).toEqual([false, false, true]);
  });

  it.each([' ', 'password', 'x7f', 'change-me-now'])('%j is refused in production and warned about elsewhere', (value) => {
    const secret = {org: 'default', env: 'prod', app: null, name: 'db-password'};
    const severities = [{stage: 'production'}, {stage: 'test'}, {}].map((labels) => {
      const after = aTopology().withEnv('prod', {labels});
      const found = check('SAME_SECRET', {after, facts: weakSecretFacts(after.build(), {secret, value})});
      expect(JSON.stringify(found)).not.toContain(`"${value}"`);
      return found.map(({severity}) => severity);
    });
    expect(severities).toEqual([['error'], ['warning'], ['warning']]);
  });
});
