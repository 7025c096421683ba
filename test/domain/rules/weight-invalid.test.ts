import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('WEIGHT_INVALID', () => {
  it.each([
    [
      aTopology().withNode('web-1', {weight: 257}),
      'The weight 257 of node web-1 is not valid: weights are whole numbers from 0 to 256.',
      '--weight 10, or weight: 10 in a file',
    ],
    [
      aTopology().withMember('web-1', {weight: -1}),
      'The weight -1 of node web-1 in env prod is not valid: weights are whole numbers from 0 to 256.',
      '--weight 10, or weight: 10 in a file',
    ],
    [
      aTopology().withDeployment('hello', {weights: {slave: 1.5}}),
      'The weight 1.5 of role slave of app hello in env prod is not valid: weights are whole numbers from 0 to 256.',
      '--role-weight slave=10, or weights: {slave: 10} in a file',
    ],
  ])('refuses what is no weight', (after, message, next) => {
    expect(check('WEIGHT_INVALID', {after})).toMatchObject([{message, hint: `Give a weight from 0 to 256, as in ${next}.`}]);
  });

  it('refuses that nothing takes traffic', () => {
    const after = aTopology()
      .withNode('web-1')
      .withEnv('prod', {nodes: ['web-1']})
      .withApp('hello')
      .withDeployment('hello', {weights: {master: 0, slave: 0}});
    expect(check('WEIGHT_INVALID', {after})).toEqual([
      {
        code: 'WEIGHT_INVALID',
        severity: 'error',
        subject: 'app hello',
        message: 'Every instance of app hello in env prod has weight 0, so none would take traffic.',
        hint: 'Give a node more: muster env join prod web-1 --weight 1; or a role, in the file: weights: {master: 1}.',
        details: {org: 'default', env: 'prod', app: 'hello', roles: ['master', 'slave'], nodes: ['web-1']},
      },
    ]);
  });

  it('counts weights of nodes where the deployment says none', () => {
    const idle = aTopology()
      .withNode('web-1', {weight: 0})
      .withApp('hello')
      .withDeployment('hello')
      .withInstance('hello')
      .withInstance('hello', {ordinal: 2, node: 'web-2'});
    expect(
      messages('WEIGHT_INVALID', {after: idle.withNode('web-2').withMember('web-1').withMember('web-2', {weight: 0})}),
    ).toHaveLength(1);
    expect(messages('WEIGHT_INVALID', {after: idle.withNode('web-2').withMember('web-1').withMember('web-2')})).toEqual([]);
  });

  it.each([0, 1, 256])('accepts %i for a role beside others', (weight) => {
    const after = aTopology()
      .withNode('web-1')
      .withEnv('prod', {nodes: ['web-1']})
      .withApp('hello')
      .withDeployment('hello', {weights: {slave: weight}});
    expect(messages('WEIGHT_INVALID', {after})).toEqual([]);
    expect(messages('WEIGHT_INVALID', {after: aDeployedTopology()})).toEqual([]);
  });
});
