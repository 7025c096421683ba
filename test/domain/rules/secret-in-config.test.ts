import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology} from '../../support/topology.js';

const api = aDeployedTopology(aClusteredRecipe());

describe('SECRET_IN_CONFIG', () => {
  it('refuses a connection with its password, and shows nothing of the value', () => {
    const found = check('SECRET_IN_CONFIG', {after: api.withConfig('SQL_DSN', 'root:hunter2@tcp(db:3306)/a')});
    expect(found).toMatchObject([
      {
        code: 'SECRET_IN_CONFIG',
        severity: 'error',
        subject: 'config SQL_DSN',
        message: 'Config SQL_DSN of env prod has a password or a key in it, and everybody who reads the config would see it.',
        hint: 'Keep it as a secret: muster secret set database-password --env prod, and name the service: muster service add database --env prod --kind mysql --url URL --password-secret database-password.',
      },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/hunter2|root|3306/);
  });

  it.each([
    [
      'HOOK_URL',
      'https://user:hunter2@example.com/hook',
      'error',
      'muster secret set hook-url --env prod --app hello, and name HOOK_URL',
    ],
    ['JDBC', 'jdbc:mysql://db/a?user=a&password=hunter2', 'error', 'muster secret set jdbc --env prod --app hello'],
    ['SMTP_PASSWORD', 'hunter2', 'warning', 'muster secret set smtp-password --env prod --app hello'],
  ])('%s=%s is told as %s, with the command', (key, value, severity, hint) => {
    const found = check('SECRET_IN_CONFIG', {after: api.withConfig(key, value, {app: 'hello'})});
    expect(found).toMatchObject([{severity, hint: expect.stringContaining(hint)}]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it.each([
    ['SYNC_FREQUENCY', '60'],
    ['ACCESS_TOKEN_LIFETIME', '600'],
    ['SQL_DSN', 'root@tcp(db:3306)/a'],
    ['DB_PASSWORD_FILE', '/run/secrets/db'],
    ['BASE_URL', 'https://example.com/a?b=c'],
    ['EMPTY', ''],
  ])('%s=%s is plain', (key, value) => {
    expect(messages('SECRET_IN_CONFIG', {after: api.withConfig(key, value)})).toEqual([]);
  });

  it('is told again of another value, and not of one that stood there', () => {
    const before = api.withConfig('SQL_DSN', 'root:hunter2@tcp(db:3306)/a');
    expect(check('SECRET_IN_CONFIG', {before, after: before.withEnv('other')})).toEqual([]);
    expect(check('SECRET_IN_CONFIG', {before, after: before.withConfig('SQL_DSN', 'root:hunter3@tcp(db:3306)/a')})).toHaveLength(
      1,
    );
  });
});
