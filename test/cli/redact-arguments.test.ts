import {describe, expect, it} from 'vitest';
import {redactArguments} from '../../src/cli/redact-arguments.js';

describe('arguments as the audit keeps them', () => {
  it.each([
    ['MEILI_MASTER_KEY=hunter2', 'MEILI_MASTER_KEY=••••'],
    ['BASIC_AUTH=user:hunter2', 'BASIC_AUTH=••••'],
    ['--token=hunter2', '--token=••••'],
    ['NOTIFY=https://discord.com/api/webhooks/1/hunter2', 'NOTIFY=••••'],
    ['--url=mysql://shop:hunter2@db/shop', '--url=mysql://shop:••••@db/shop'],
    ['shop:hunter2@tcp(db:3306)/shop', 'shop:••••@tcp(db:3306)/shop'],
  ])('%s is kept as %s', (argument, kept) => {
    expect(redactArguments([argument])).toEqual([kept]);
  });

  it.each(['ACCESS_TOKEN_LIFETIME=600', 'LOG_LEVEL=info', '--image=acme/shop', 'DB_PASSWORD_FILE=/run/secrets/db'])(
    '%s is kept',
    (argument) => {
      expect(redactArguments([argument])).toEqual([argument]);
    },
  );
});
