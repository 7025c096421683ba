import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology} from '../../support/topology.js';

describe('PORT_TAKEN', () => {
  const one = aDeployedTopology().withInstance('hello', {ports: {http: 20_000}});

  it('refuses one port for two instances of a node', () => {
    expect(check('PORT_TAKEN', {after: one.withInstance('hello', {ordinal: 2, ports: {http: 20_000}})})).toEqual([
      {
        code: 'PORT_TAKEN',
        severity: 'error',
        subject: 'node web-1',
        message: 'Port 20000 of node web-1 is wanted by instance prod/hello-slave-1 and instance prod/hello-slave-2.',
        hint: 'Give the entry another port (muster entry add HOST:PORT --env ENV), or place one of them on another node (muster env join ENV NODE).',
        details: {
          org: 'default',
          node: 'web-1',
          port: 20_000,
          owners: ['instance prod/hello-slave-1', 'instance prod/hello-slave-2'],
        },
      },
    ]);
  });

  it('refuses an entry on the port of an instance', () => {
    expect(messages('PORT_TAKEN', {after: one.withEntry(':20000')})).toEqual([
      'Port 20000 of node web-1 is wanted by entry :20000 of env prod and instance prod/hello-slave-1.',
    ]);
  });

  it('refuses a port that a stranger holds', () => {
    const foreignPorts = new Map([['default/web-1:80', 'container nginx']]);
    expect(check('PORT_TAKEN', {after: one.withEntry('a.com:80'), facts: {foreignPorts}})).toEqual([
      {
        code: 'PORT_TAKEN',
        severity: 'error',
        subject: 'node web-1',
        message:
          "Port 80 of node web-1 is wanted by entry a.com:80 of env prod, and container nginx holds it, which is not Muster's.",
        hint: 'Stop container nginx, or choose another port.',
        details: {org: 'default', node: 'web-1', port: 80, owners: ['entry a.com:80 of env prod'], holder: 'container nginx'},
      },
    ]);
  });

  it('lets entries share the balancer, and one port stand on two nodes', () => {
    const shared = one
      .withEnv('test', {nodes: ['web-1']})
      .withEntry('a.com:80')
      .withEntry('b.com:80', {env: 'test'});
    expect(
      messages('PORT_TAKEN', {after: shared.withInstance('hello', {ordinal: 2, node: 'web-2', ports: {http: 20_000}})}),
    ).toEqual([]);
    expect(messages('PORT_TAKEN', {after: one, facts: {foreignPorts: new Map([['default/web-1:9', 'x']])}})).toEqual([]);
  });
});
