import {appKey, byEnv, envKey, nodesByEnv, orgFlag, rowNames} from '../indexes.js';
import {instanceName} from '../names.js';
import type {Instance, Topology} from '../model.js';
import type {Rule} from './rule.js';

export const nodeNotInEnv: Rule = {
  codes: ['NODE_NOT_IN_ENV'],
  sentence: 'Instances stand only on nodes of their env.',
  check({before, after}) {
    const nodes = nodesByEnv(after);
    const envs = rowNames(after.envs);
    const outside = [...byEnv(after.instances)].flatMap(([env, instances]) =>
      envs.has(env) ? instances.filter(({node}) => !nodes.get(env)?.has(node)) : [],
    );
    if (outside.length === 0) return [];
    const left = leftBehind(before);
    const astray = outside.filter((it) => !left.has(placeOf(it)));
    return astray.map((instance) => ({
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
  },
};

/** Instances whose node is leaving them: `NODE_IN_USE` speaks of those. */
function leftBehind(before: Topology): Set<string> {
  const nodes = nodesByEnv(before);
  return new Set(before.instances.filter((it) => nodes.get(envKey(it))?.has(it.node)).map(placeOf));
}

function placeOf(instance: Instance): string {
  return `${appKey(instance)}/${instanceName(instance)}@${instance.node}`;
}
