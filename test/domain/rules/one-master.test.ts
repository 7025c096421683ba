import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology, aTopology} from '../../support/topology.js';

describe('ONE_MASTER', () => {
  const withRoles = (roles: Record<string, number>) => aTopology().withApp('hello').withDeployment('hello', {roles});

  it.each([
    [{master: 0, slave: 2}, 'no master'],
    [{slave: 2}, 'no master'],
    [{master: 2, slave: 1}, '2 of role master'],
  ])('refuses %j', (roles, count) => {
    expect(messages('ONE_MASTER', {after: withRoles(roles)})).toEqual([
      `App hello in env prod would have ${count}, and its recipe web wants exactly one.`,
    ]);
  });

  it('names the masters when two are placed', () => {
    const after = aDeployedTopology().withInstance('hello', {role: 'master'}).withInstance('hello', {role: 'master', ordinal: 2});
    expect(check('ONE_MASTER', {after})).toEqual([
      {
        code: 'ONE_MASTER',
        severity: 'error',
        subject: 'app hello',
        message:
          'App hello in env prod would have 2 of role master (hello-master-1 and hello-master-2), and its recipe web wants exactly one.',
        hint: 'Scale the other roles and leave master at 1: muster app scale hello --env prod --slaves N.',
        details: {
          org: 'default',
          env: 'prod',
          app: 'hello',
          recipe: 'web',
          role: 'master',
          wanted: 1,
          count: 2,
          instances: ['hello-master-1', 'hello-master-2'],
        },
      },
    ]);
  });

  it('refuses a config that gives every instance one role', () => {
    const api = aDeployedTopology(aClusteredRecipe());
    expect(check('ONE_MASTER', {after: api.withConfig('NODE_TYPE', 'slave', {app: 'hello'})})).toEqual([
      {
        code: 'ONE_MASTER',
        severity: 'error',
        subject: 'config NODE_TYPE',
        message:
          'Config NODE_TYPE of app hello in env prod gives every instance the same role, and recipe api sets NODE_TYPE by role.',
        hint: 'Leave NODE_TYPE out, and take it away where it is recorded: muster config unset NODE_TYPE --env prod --app hello --missing-ok; then choose the number of instances instead: muster app scale hello --env prod --slaves N.',
        details: {org: 'default', env: 'prod', app: 'hello', recipe: 'api', key: 'NODE_TYPE', roles: ['master', 'slave']},
      },
    ]);
    expect(messages('ONE_MASTER', {after: api.withConfig('MUSTER_ROLE', 'master')})).toEqual([
      'Config MUSTER_ROLE of env prod gives every instance the same role, and recipe api sets MUSTER_ROLE by role.',
    ]);
  });

  it('allows one master, any number of slaves, and config of other keys and apps', () => {
    expect(messages('ONE_MASTER', {after: withRoles({master: 1})})).toEqual([]);
    expect(
      messages('ONE_MASTER', {
        after: aDeployedTopology(aClusteredRecipe()).withConfig('TZ', 'UTC').withConfig('NODE_TYPE', 'x', {app: 'other'}),
      }),
    ).toEqual([]);
  });
});
