import {describe, expect, it} from 'vitest';
import {withPlacedInstances} from '../../../src/core/domain/planning/place-instances.js';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

const withSlaves = (slave: number) =>
  aTopology()
    .withNode('web-1')
    .withEnv('prod', {nodes: ['web-1']})
    .withApp('hello')
    .withDeployment('hello', {roles: {master: 1, slave}});

describe('COUNT_INVALID', () => {
  it('names app, role and range', () => {
    expect(check('COUNT_INVALID', {after: withSlaves(1001)})).toEqual([
      {
        code: 'COUNT_INVALID',
        severity: 'error',
        subject: 'app hello',
        message: 'App hello in env prod is to have 1001 instances of role slave; a role has 0 to 1000.',
        hint: 'Ask for fewer: muster app scale hello --env prod --role slave=N',
        details: {org: 'default', env: 'prod', app: 'hello', role: 'slave', count: 1001, least: 0, most: 1000},
      },
    ]);
  });

  it.each([1e9, 1e40, Number.POSITIVE_INFINITY, Number.NaN, -1, 1.5])('refuses %d', (count) => {
    expect(messages('COUNT_INVALID', {after: withSlaves(count)})).toHaveLength(1);
  });

  it.each([0, 1, 1000])('takes %d', (count) => {
    expect(messages('COUNT_INVALID', {after: withSlaves(count)})).toEqual([]);
  });

  it.each([1e9, Number.POSITIVE_INFINITY])('is found before %d instances are made', (count) => {
    const {instances} = withPlacedInstances({topology: withSlaves(count).build(), foreignPorts: new Map()});
    expect(instances).toHaveLength(1001);
  });
});
