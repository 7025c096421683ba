import {describe, expect, it} from 'vitest';
import type {Balance} from '../../../src/core/domain/model.js';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('BALANCE_UNKNOWN', () => {
  it('lists the strategies that there are', () => {
    expect(check('BALANCE_UNKNOWN', {after: aTopology().withDeployment('hello', {balance: 'fastest' as Balance})})).toEqual([
      {
        code: 'BALANCE_UNKNOWN',
        severity: 'error',
        subject: 'app hello',
        message:
          'The balance strategy "fastest" of app hello in env prod is not known; it is one of round-robin, least-connections, weighted or ip-hash.',
        hint: 'Choose one: muster app deploy hello --env prod --version 1.0.0 --balance round-robin.',
        details: {
          org: 'default',
          env: 'prod',
          app: 'hello',
          balance: 'fastest',
          known: ['round-robin', 'least-connections', 'weighted', 'ip-hash'],
        },
      },
    ]);
  });

  it.each(['round-robin', 'least_connections', 'WEIGHTED', 'ip_hash'])('accepts %s', (balance) => {
    expect(messages('BALANCE_UNKNOWN', {after: aTopology().withDeployment('hello', {balance: balance as Balance})})).toEqual([]);
  });
});
