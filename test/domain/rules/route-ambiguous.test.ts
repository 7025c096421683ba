import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology} from '../../support/topology.js';

describe('ROUTE_AMBIGUOUS', () => {
  const two = aDeployedTopology().withDeployment('shop');

  it('asks for the app where an env has several', () => {
    expect(check('ROUTE_AMBIGUOUS', {before: two, after: two.withEntry('company.com:80')})).toEqual([
      {
        code: 'ROUTE_AMBIGUOUS',
        severity: 'error',
        subject: 'entry company.com:80',
        message: 'Entry company.com:80 of env prod does not say which app it leads to, and the env has hello and shop.',
        hint: 'Say it: muster entry add company.com:80 --env prod --app hello --path /.',
        details: {org: 'default', env: 'prod', address: 'company.com:80', path: '/', apps: ['hello', 'shop']},
      },
    ]);
  });

  it('says how an entry that was there before is told its app', () => {
    expect(check('ROUTE_AMBIGUOUS', {after: two.withEntry('company.com:80')})[0]?.hint).toBe(
      'Say it: muster entry update company.com:80 --env prod --app hello --path /.',
    );
  });

  it('refuses one address and path for two apps', () => {
    expect(messages('ROUTE_AMBIGUOUS', {after: two.withEntry(':80', {app: 'hello'}).withEntry(':80', {app: 'shop'})})).toEqual([
      'Entry :80 of env prod leads with path / to hello and shop.',
    ]);
  });

  it('allows an entry for each app, and none said where there is one app', () => {
    expect(
      messages('ROUTE_AMBIGUOUS', {after: two.withEntry(':80', {app: 'hello'}).withEntry(':80', {app: 'shop', path: '/shop'})}),
    ).toEqual([]);
    expect(messages('ROUTE_AMBIGUOUS', {after: aDeployedTopology().withEntry(':80')})).toEqual([]);
  });
});
