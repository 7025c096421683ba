import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('NODE_NOT_IN_ENV', () => {
  it('refuses an instance on a node that does not serve its env', () => {
    const after = aDeployedTopology().withNode('web-2').withInstance('hello', {node: 'web-2'});
    expect(check('NODE_NOT_IN_ENV', {before: aDeployedTopology(), after})).toEqual([
      {
        code: 'NODE_NOT_IN_ENV',
        severity: 'error',
        subject: 'instance prod/hello-slave-1',
        message: 'Instance hello-slave-1 of env prod stands on node web-2, which does not serve env prod.',
        hint: 'Let the node serve the env: muster env join prod web-2.',
        details: {org: 'default', env: 'prod', instance: 'hello-slave-1', node: 'web-2', envNodes: ['web-1']},
      },
    ]);
  });

  it('allows instances on nodes of their env', () => {
    expect(messages('NODE_NOT_IN_ENV', {after: aDeployedTopology().withInstance('hello')})).toEqual([]);
  });
});

describe('NODE_NOT_IN_ENV of managed services', () => {
  const fleet = (nodes: readonly string[]) => aTopology().withNode('web-1').withNode('web-2').withEnv('prod', {nodes});
  const served = (nodes: readonly string[]) =>
    fleet(nodes).withService('db', {kind: 'mysql', managed: {node: 'web-1', image: null}});

  it('refuses one that is to run on a node outside its env', () => {
    expect(check('NODE_NOT_IN_ENV', {before: fleet(['web-2']), after: served(['web-2'])})).toEqual([
      {
        code: 'NODE_NOT_IN_ENV',
        severity: 'error',
        subject: 'service db',
        message: 'Service db of env prod is run on node web-1, which does not serve env prod.',
        hint: 'Let the node serve the env: muster env join prod web-1.',
        details: {org: 'default', env: 'prod', service: 'db', node: 'web-1', envNodes: ['web-2']},
      },
    ]);
  });

  it('keeps its node in the env', () => {
    expect(check('NODE_NOT_IN_ENV', {before: served(['web-1', 'web-2']), after: served(['web-2'])})).toMatchObject([
      {
        severity: 'error',
        message: 'Node web-1 cannot leave env prod while service db of it is run there: its data is on the node.',
        hint: 'Remove what cannot move first: muster service remove db --env prod.',
      },
    ]);
  });

  it('only warns of what was so before', () => {
    expect(check('NODE_NOT_IN_ENV', {after: served(['web-2'])})).toMatchObject([{severity: 'warning'}]);
    expect(check('NODE_NOT_IN_ENV', {after: served(['web-1'])})).toEqual([]);
  });
});
