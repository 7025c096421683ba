import {appKey, byEnv, envKey, groupBy, listWords, nodesByEnv, orgFlag, rowNames, sortedUnique} from '../indexes.js';
import {instanceName} from '../names.js';
import type {Topology} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const nodeInUse: Rule = {
  codes: ['NODE_IN_USE'],
  sentence: 'A node that hosts instances or managed services does not leave its env and is not removed.',
  check({before, after}) {
    const lost = [...lostInstances(before, after), ...lostServices(before, after)];
    if (lost.length === 0) return [];
    const members = nodesByEnv(after);
    return [...groupBy(lost, (it) => `${it.org}/${it.node}/${it.removed ? '' : it.env}`).values()].map((hosted) =>
      describe(hosted, members),
    );
  },
};

interface Hosted {
  readonly org: string;
  readonly env: string;
  readonly node: string;
  readonly what: string;
  /** Null for an instance. */
  readonly service: {readonly env: string; readonly name: string} | null;
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
      service: null,
      removed: !kept.has(`${it.org}/${it.node}`),
    }));
}

function lostServices(before: Topology, after: Topology): Hosted[] {
  const kept = rowNames(after.nodes);
  const known = rowNames(before.nodes);
  return after.services.flatMap(({org, env, name, managed}) => {
    if (!managed || kept.has(`${org}/${managed.node}`) || !known.has(`${org}/${managed.node}`)) return [];
    return [{org, env, node: managed.node, what: `service ${env}/${name}`, service: {env, name}, removed: true}];
  });
}

function describe(hosted: readonly Hosted[], members: ReturnType<typeof nodesByEnv>): Violation {
  const {org, env, node, removed} = hosted[0]!;
  const names = hosted.map((it) => it.what);
  return {
    code: 'NODE_IN_USE',
    severity: 'error',
    subject: `node ${node}`,
    message: `Node ${node} cannot ${removed ? 'be removed' : `leave env ${env}`} while it hosts ${listWords(names)}.`,
    hint: hintOf(hosted, members),
    details: {org, node, env: removed ? null : env, hosts: names},
  };
}

/** What stands there moves to other nodes of its env, where there are any; a service stays where its data is. */
function hintOf(hosted: readonly Hosted[], members: ReturnType<typeof nodesByEnv>): string {
  const {org, env, node, removed} = hosted[0]!;
  const services = hosted.flatMap(({service}) => service ?? []);
  const alone = sortedUnique(hosted.filter((it) => it.service === null).map((it) => it.env)).filter((name) =>
    [...(members.get(envKey({org, env: name})) ?? [])].every((other) => other === node),
  );
  const first = [
    ...services.map((it) => `muster service remove ${it.name} --env ${it.env}${orgFlag(org)}`),
    ...alone.map((name) => `muster env join ${name} NODE${orgFlag(org)}`),
  ];
  const leave = `muster ${removed ? `node remove ${node}` : `env leave ${env} ${node}`} --force${orgFlag(org)}`;
  if (first.length === 0) return `Move them to other nodes: ${leave}.`;
  return `${services.length === 0 ? 'Let another node take them' : 'First take away or move what cannot follow'}: ${[...first, leave].join(' && ')}.`;
}
