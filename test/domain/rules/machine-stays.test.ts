import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, type TopologyBuilder} from '../../support/topology.js';

const old = 'ssh://ops@10.0.0.1';
const connected = (connect: string) =>
  aTopology()
    .withNode('web-1', {connect})
    .withNode('web-2')
    .withEnv('prod', {nodes: ['web-1']})
    .withApp('hello');
const running = (topology: TopologyBuilder) => topology.withDeployment('hello').withInstance('hello', {node: 'web-1'});

describe('MACHINE_STAYS', () => {
  it('refuses another machine while something stands on the one that it is, and says what and how to go on', () => {
    const found = check('MACHINE_STAYS', {before: running(connected(old)), after: running(connected('ssh://ops@10.0.0.9'))});
    expect(found).toEqual([
      {
        code: 'MACHINE_STAYS',
        severity: 'error',
        subject: 'node web-1',
        message:
          'Node web-1 cannot be connected to ssh://ops@10.0.0.9: on the machine that it is (ssh://ops@10.0.0.1) stands prod/hello-slave-1, which would be left there.',
        hint: 'First: muster app undeploy hello --env prod; is it the same machine by another way: muster node update web-1 --connect ssh://ops@10.0.0.9 --force.',
        details: {org: 'default', node: 'web-1', connect: old, wanted: 'ssh://ops@10.0.0.9', hosts: ['prod/hello-slave-1']},
      },
    ]);
  });

  it('sends instances to the other nodes of their env where there are some', () => {
    const shared = (connect: string) => running(connected(connect).withEnv('prod', {nodes: ['web-1', 'web-2']}));
    const [found] = check('MACHINE_STAYS', {before: shared(old), after: shared('local')});
    expect(found?.hint).toContain('First: muster env leave prod web-1 --force;');
  });

  it('knows managed services and balancers', () => {
    const service = (connect: string) =>
      connected(connect).withService('db', {kind: 'mysql', managed: {node: 'web-1', image: null}});
    expect(check('MACHINE_STAYS', {before: service(old), after: service('local')})).toMatchObject([
      {hint: expect.stringContaining('muster service remove db --env prod'), details: {hosts: ['service prod/db']}},
    ]);
    const balanced = (connect: string) =>
      connected(connect)
        .withEnv('prod', {nodes: ['web-1', 'web-2']})
        .withDeployment('hello')
        .withInstance('hello', {node: 'web-2'})
        .withEntry(':8088');
    expect(check('MACHINE_STAYS', {before: balanced(old), after: balanced('local')})).toMatchObject([
      {hint: expect.stringContaining('First: muster env leave prod web-1;'), details: {hosts: ['its balancer']}},
    ]);
  });

  it.each(['ssh://root@10.0.0.1', 'ssh://10.0.0.1:022', 'tcp://10.0.0.1:2376'])('takes %s for no change', (connect) => {
    expect(messages('MACHINE_STAYS', {before: running(connected(old)), after: running(connected(connect))})).toEqual([]);
  });

  it('allows it where nothing stands, and where both ways lead to one engine', () => {
    expect(messages('MACHINE_STAYS', {before: connected(old), after: connected('local')})).toEqual([]);
    const facts = {sameMachines: new Set(['default/web-1'])};
    expect(messages('MACHINE_STAYS', {before: running(connected(old)), after: running(connected('local')), facts})).toEqual([]);
  });
});
