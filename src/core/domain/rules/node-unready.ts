import {groupBy, listWords, orgFlag} from '../indexes.js';
import type {Instance, Topology} from '../model.js';
import {instanceName} from '../names.js';
import type {Rule} from './rule.js';

export const nodeUnready: Rule = {
  codes: ['NODE_UNREADY'],
  sentence: 'Nothing new is placed on a cordoned, drained or offline node.',
  check({before, after, facts}) {
    const unready = unreadyNodes(after, facts.offlineNodes);
    if (unready.size === 0) return [];
    const stood = new Set(before.instances.map(placeOf));
    const placed = after.instances.filter(
      (it) =>
        unready.has(`${it.org}/${it.node}`) && (!stood.has(placeOf(it)) || unready.get(`${it.org}/${it.node}`) === 'drained'),
    );
    return [...groupBy(placed, (it) => `${it.org}/${it.env}/${it.node}`).values()].map((instances) => {
      const {org, env, node} = instances[0]!;
      const state = unready.get(`${org}/${node}`)!;
      const names = instances.map((it) => `${env}/${instanceName(it)}`);
      return {
        code: 'NODE_UNREADY',
        severity: 'error',
        subject: `node ${node}`,
        message: `Node ${node} is ${state}, and no other node of env ${env} can take ${listWords(names)}.`,
        hint: `Let another node serve the env (muster env join ${env} NODE${orgFlag(org)})${state === 'offline' ? '' : `, or take this one back: muster node uncordon ${node}${orgFlag(org)}`}.`,
        details: {org, node, env, state, instances: names},
      };
    });
  },
};

function unreadyNodes({nodes}: Topology, offline: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(
    nodes.flatMap(({org, name, state}) => {
      if (state !== 'active') return [[`${org}/${name}`, state]];
      return offline.has(`${org}/${name}`) ? [[`${org}/${name}`, 'offline']] : [];
    }),
  );
}

function placeOf(it: Instance): string {
  return `${it.org}/${it.env}/${it.app}/${it.role}/${it.ordinal}/${it.node}`;
}
