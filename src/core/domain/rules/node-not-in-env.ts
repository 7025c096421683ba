import {appKey, byEnv, envKey, nodesByEnv, orgFlag, rowNames} from '../indexes.js';
import {instanceName} from '../names.js';
import type {Instance, Service, Topology} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const nodeNotInEnv: Rule = {
  codes: ['NODE_NOT_IN_ENV'],
  sentence: 'Instances and managed services stand only on nodes of their env.',
  check({before, after}) {
    const nodes = nodesByEnv(after);
    const envs = rowNames(after.envs);
    const services = servicesOutside(before, after);
    const outside = [...byEnv(after.instances)].flatMap(([env, instances]) =>
      envs.has(env) ? instances.filter(({node}) => !nodes.get(env)?.has(node)) : [],
    );
    if (outside.length === 0) return services;
    const left = leftBehind(before);
    const astray = outside.filter((it) => !left.has(placeOf(it)));
    const instances = astray.map((instance): Violation => ({
      code: 'NODE_NOT_IN_ENV',
      severity: 'error',
      subject: `instance ${instance.env}/${instanceName(instance)}`,
      message: `Instance ${instanceName(instance)} of env ${instance.env} stands on node ${instance.node}, which does not serve env ${instance.env}.`,
      hint: `Let the node serve the env: muster env join ${instance.env} ${instance.node}${orgFlag(instance.org)}.`,
      details: {
        org: instance.org,
        env: instance.env,
        instance: instanceName(instance),
        node: instance.node,
        envNodes: [...(nodes.get(envKey(instance)) ?? [])],
      },
    }));
    return [...instances, ...services];
  },
};

/** What was so before is told, and nothing else is refused for it. */
function servicesOutside(before: Topology, after: Topology): readonly Violation[] {
  if (before.services === after.services && before.memberships === after.memberships && before !== after) return [];
  const [served, serves] = [nodesByEnv(before), nodesByEnv(after)];
  const known = rowNames(after.nodes);
  const stood = new Set(before.services.map(serviceAt));
  return after.services.flatMap((service) => {
    const {org, env, name, managed} = service;
    if (!managed || serves.get(envKey(service))?.has(managed.node) || !known.has(`${org}/${managed.node}`)) return [];
    const leaves = served.get(envKey(service))?.has(managed.node) === true;
    const isOld = stood.has(serviceAt(service)) && !leaves;
    const {node} = managed;
    return [
      {
        code: 'NODE_NOT_IN_ENV',
        severity: isOld ? 'warning' : 'error',
        subject: `service ${name}`,
        message: leaves
          ? `Node ${node} cannot leave env ${env} while service ${name} of it is run there: its data is on the node.`
          : `Service ${name} of env ${env} is run on node ${node}, which does not serve env ${env}.`,
        hint: leaves
          ? `Remove what cannot move first: muster service remove ${name} --env ${env}${orgFlag(org)}.`
          : `Let the node serve the env: muster env join ${env} ${node}${orgFlag(org)}.`,
        details: {org, env, service: name, node, envNodes: [...(serves.get(envKey(service)) ?? [])]},
      } satisfies Violation,
    ];
  });
}

function serviceAt({org, env, name, managed}: Service): string {
  return `${org}/${env}/${name}@${managed?.node}`;
}

/** Instances whose node is leaving them: `NODE_IN_USE` speaks of those. */
function leftBehind(before: Topology): Set<string> {
  const nodes = nodesByEnv(before);
  return new Set(before.instances.filter((it) => nodes.get(envKey(it))?.has(it.node)).map(placeOf));
}

function placeOf(instance: Instance): string {
  return `${appKey(instance)}/${instanceName(instance)}@${instance.node}`;
}
