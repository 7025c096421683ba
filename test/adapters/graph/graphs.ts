import {describeGraph} from '../../../src/core/domain/graph/describe-graph.js';
import type {Detail, Graph} from '../../../src/core/domain/graph/graph.js';
import type {Topology} from '../../../src/core/domain/model.js';
import {aFleet, hostileLabels, type FleetSize} from '../../support/fleet.js';
import {aTopology} from '../../support/topology.js';

export function graphOf(topology: Topology, detail: Detail | null = null): Graph {
  return describeGraph(topology, {orgs: null, envs: null, detail});
}

export function fleetGraph(size: FleetSize): Graph {
  return graphOf(aFleet(size));
}

/** A little of everything: paths, a backup, a service, a stopped app, a cordoned and a drained node, a zone, an idle membership. */
export const smallTopology = aTopology()
  .withNode('web-1', {zone: 'a', group: 'east', capacity: {cpu: 8, memoryMib: 32 * 1024}, labels: {disk: 'ssd'}, weight: 5})
  .withNode('web-2', {zone: 'a', group: 'east', state: 'cordoned'})
  .withNode('web-3', {group: 'east', state: 'drained'})
  .withEnv('prod', {nodes: ['web-1', 'web-2'], labels: {stage: 'production', title: '生产环境'}})
  .withEnv('test', {nodes: ['web-3']})
  .withApp('shop')
  .withApp('pay')
  .withDeployment('shop')
  .withDeployment('pay', {version: 'v3', roles: {master: 1}, state: 'stopped'})
  .withEntry('shop.com:80', {app: 'shop'})
  .withEntry('shop.com:80', {app: 'pay', path: '/pay'})
  .withEntry(':8080', {app: 'shop'})
  .withEntry('spare.com:443', {app: 'shop', backup: true})
  .withService('db', {managed: {node: 'web-1', image: null}})
  .withInstance('shop', {role: 'master'})
  .withInstance('shop', {ordinal: 1})
  .withInstance('shop', {ordinal: 2, node: 'web-2'})
  .withInstance('pay', {role: 'master'})
  .build();

export const hostileTopology = aTopology()
  .withNode('web-1', {labels: hostileLabels, zone: hostileLabels.markup, address: hostileLabels.quotes})
  .withEnv('prod', {nodes: ['web-1'], labels: hostileLabels})
  .withEntry(hostileLabels.markup)
  .withEntry(hostileLabels.lines, {backup: true, path: hostileLabels.quotes})
  .withApp('shop')
  .withDeployment('shop', {version: hostileLabels.braces})
  .build();
