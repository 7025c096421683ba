import {appKey, byEnv, groupBy, listWords, nodesByEnv, orgFlag, rowNames} from '../indexes.js';
import {instanceName} from '../names.js';
import type {Topology} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const nodeInUse: Rule = {
  codes: ['NODE_IN_USE'],
  sentence: 'A node that hosts instances or managed services does not leave its env and is not removed.',
  check({before, after}) {
    const lost = [...lostInstances(before, after), ...lostServices(before, after)];
    return [...groupBy(lost, (it) => `${it.org}/${it.node}/${it.removed ? '' : it.env}`).values()].map(describe);
  },
};

interface Hosted {
  readonly org: string;
  readonly env: string;
  readonly node: string;
  readonly what: string;
  /** The node goes altogether, and not only out of the env. */
  readonly removed: boolean;
}

function lostInstances(before: Topology, after: Topology): Hosted[] {
  const kept = rowNames(after.nodes);
  const envs = rowNames(after.envs);
  const members = nodesByEnv(after);
  const lost = [...byEnv(before.instances)].flatMap(([env, instances]) =>
    envs.has(env) ? instances.filter(({org, node}) => !(members.get(env)?.has(node) && kept.has(`${org}/${node}`))) : [],
  );
  if (lost.length === 0) return [];
  const deployed = new Set(after.deployments.map(appKey));
  return lost
    .filter((it) => deployed.has(appKey(it)))
    .map((it) => ({
      org: it.org,
      env: it.env,
      node: it.node,
      what: `${it.env}/${instanceName(it)}`,
      removed: !kept.has(`${it.org}/${it.node}`),
    }));
}

function lostServices(before: Topology, after: Topology): Hosted[] {
  const kept = rowNames(after.nodes);
  const known = rowNames(before.nodes);
  return after.services.flatMap(({org, env, name, managed}) => {
    if (!managed || kept.has(`${org}/${managed.node}`) || !known.has(`${org}/${managed.node}`)) return [];
    return [{org, env, node: managed.node, what: `service ${env}/${name}`, removed: true}];
  });
}

function describe(hosted: readonly Hosted[]): Violation {
  const {org, env, node, removed} = hosted[0]!;
  const names = hosted.map((it) => it.what);
  return {
    code: 'NODE_IN_USE',
    severity: 'error',
    subject: `node ${node}`,
    message: `Node ${node} cannot ${removed ? 'be removed' : `leave env ${env}`} while it hosts ${listWords(names)}.`,
    hint: removed
      ? `Move them to other nodes: muster node remove ${node} --force${orgFlag(org)}.`
      : `Move them to other nodes: muster env leave ${env} ${node} --force${orgFlag(org)}.`,
    details: {org, node, env: removed ? null : env, hosts: names},
  };
}
