import {stringify} from 'yaml';

const nodesOfEnv = 10;
/** Of the env before it too, so that environments share machines. */
const sharedNodes = 2;
const apps = ['shop', 'search', 'billing', 'basket', 'login', 'mail', 'stock', 'report', 'gateway', 'images'];
const stages = ['production', 'staging', 'test'];
const zones = ['a', 'b', 'c'];
const nodesOfGroup = 500;

/**
 * A fleet of so many nodes as a topology file would declare it: a tenth as many environments, each on twelve nodes with ten apps
 * of two instances, so as many deployments as nodes. It breaks no rule; the same number gives the same fleet.
 */
export function fleetOf(nodeCount) {
  const envCount = Math.max(1, nodeCount / nodesOfEnv);
  return {
    apiVersion: 'muster/v1',
    nodes: named(nodeCount, nodeName, node),
    envs: named(envCount, envName, (index) => env(index, nodeCount)),
  };
}

export function fleetText(fleet, format) {
  return format === 'json' ? JSON.stringify(fleet, null, 2) : stringify(fleet, {lineWidth: 0});
}

function named(count, nameOf, valueOf) {
  return Object.fromEntries(Array.from({length: count}, (_, index) => [nameOf(index), valueOf(index)]));
}

const numbered = (word, index) => `${word}-${String(index + 1).padStart(6, '0')}`;
const nodeName = (index) => numbered('node', index);
const envName = (index) => numbered('env', index);

function node(index) {
  return {
    connect: `ssh://ops@10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
    group: `hall-${Math.floor(index / nodesOfGroup) + 1}`,
    zone: zones[index % zones.length],
    capacity: {cpu: 8 << (index % 3), memory: `${32 << (index % 3)}GiB`},
    labels: {rack: `r${Math.floor(index / 20) + 1}`, disk: index % 4 === 0 ? 'hdd' : 'ssd'},
    ...(index % 5 === 0 ? {weight: 100 + (index % 50)} : {}),
  };
}

function env(index, nodeCount) {
  const first = index * nodesOfEnv;
  const own = Array.from({length: Math.min(nodeCount, nodesOfEnv + sharedNodes)}, (_, step) => (first + step) % nodeCount);
  const host = `${envName(index)}.example.com`;
  return {
    labels: {stage: stages[index % stages.length], customer: `customer-${Math.floor(index / stages.length) + 1}`},
    nodes: own.map(nodeName),
    entries: [
      {address: host, app: 'shop'},
      {address: host, app: 'login', path: '/login'},
      {address: `spare.${host}`, backup: true, app: 'shop'},
    ],
    config: {REGION: `region-${(index % 7) + 1}`},
    apps: Object.fromEntries(
      apps.map((app, place) => [app, {recipe: 'web', version: `v1.${place}.${index % 10}`, image: `example/${app}`, slaves: 1}]),
    ),
  };
}
