import {appKey, envKey, listWords, nodesByEnv, orgFlag} from '../indexes.js';
import {isSameMachine} from '../machines.js';
import type {Instance, Node, Service, Topology} from '../model.js';
import {instanceName} from '../names.js';
import {planProxy} from '../planning/plan-proxies.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const machineStays: Rule = {
  codes: ['MACHINE_STAYS'],
  sentence: 'A node is not connected to another machine while something of it stands on the one that it is.',
  check({before, after, facts}) {
    if (before.nodes === after.nodes) return [];
    return movedNodes(before, after).flatMap(([from, to]) => {
      if (facts.sameMachines.has(`${to.org}/${to.name}`)) return [];
      const hosted = hostedOn(before, from);
      return hosted.what.length === 0 ? [] : [describe(before, {from, to, hosted})];
    });
  },
};

/** Nodes that are connected to another machine, as far as the spelling tells. */
export function movedNodes(before: Topology, after: Topology): readonly (readonly [Node, Node])[] {
  const stood = new Map(before.nodes.map((node) => [`${node.org}/${node.name}`, node]));
  return after.nodes.flatMap((to) => {
    const from = stood.get(`${to.org}/${to.name}`);
    return from && from.connect !== to.connect && !isSameMachine(from.connect, to.connect) ? [[from, to] as const] : [];
  });
}

interface Hosted {
  readonly instances: readonly Instance[];
  readonly services: readonly Service[];
  readonly what: readonly string[];
}

export function hostedOn(topology: Topology, node: Node): Hosted {
  const deployed = new Set(topology.deployments.map(appKey));
  const instances = topology.instances.filter((it) => it.org === node.org && it.node === node.name && deployed.has(appKey(it)));
  const services = topology.services.filter(({org, managed}) => org === node.org && managed?.node === node.name);
  const balancer = planProxy(topology, node) === null ? [] : ['its balancer'];
  const what = [
    ...instances.map((it) => `${it.env}/${instanceName(it)}`),
    ...services.map(({env, name}) => `service ${env}/${name}`),
    ...balancer,
  ];
  return {instances, services, what};
}

interface Move {
  readonly from: Node;
  readonly to: Node;
  readonly hosted: Hosted;
}

function describe(before: Topology, {from, to, hosted}: Move): Violation {
  const {org, name} = to;
  const same = `muster node update ${name} --connect ${to.connect} --force${orgFlag(org)}`;
  return {
    code: 'MACHINE_STAYS',
    severity: 'error',
    subject: `node ${name}`,
    message: `Node ${name} cannot be connected to ${to.connect}: on the machine that it is (${from.connect}) ${hosted.what.length === 1 ? 'stands' : 'stand'} ${listWords(hosted.what)}, which would be left there.`,
    hint: `First: ${clearing(before, from, hosted)}; is it the same machine by another way: ${same}.`,
    details: {org, node: name, connect: from.connect, wanted: to.connect, hosts: hosted.what},
  };
}

/** The command that takes the first of it away. */
function clearing(before: Topology, {org, name}: Node, {instances, services}: Hosted): string {
  const [service] = services;
  if (service) return `muster service remove ${service.name} --env ${service.env}${orgFlag(org)}`;
  const members = nodesByEnv(before);
  const [first] = instances;
  const env = first?.env ?? before.memberships.find((row) => row.org === org && row.node === name)?.env ?? '';
  const isOnly = (members.get(envKey({org, env}))?.size ?? 0) < 2;
  if (first && isOnly) return `muster app undeploy ${first.app} --env ${env}${orgFlag(org)}`;
  return `muster env leave ${env} ${name}${first ? ' --force' : ''}${orgFlag(org)}`;
}
