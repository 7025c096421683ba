import {envKey, groupBy, listWords, orgFlag} from '../indexes.js';
import type {Membership, Node, Topology} from '../model.js';
import {compareText} from '../names.js';
import type {Rule} from './rule.js';

export const addressLoopback: Rule = {
  codes: ['ADDRESS_LOOPBACK'],
  sentence: 'A node that shares an env with others has an address at which their balancers reach it (a warning).',
  check({before, after}) {
    const told = new Set(lonely(before).map(({member}) => placeOf(member)));
    return lonely(after)
      .filter(({member}) => !told.has(placeOf(member)))
      .map(({member: {org, env, node}, address, others}) => ({
        code: 'ADDRESS_LOOPBACK',
        severity: 'warning' as const,
        subject: `node ${node}`,
        message: `Node ${node} publishes its instances on ${address}, where the ${others.length === 1 ? 'balancer' : 'balancers'} of ${listWords(others)} in env ${env} cannot reach them.`,
        hint: `Give it an address of the network between them: muster node update ${node} --address IP${orgFlag(org)}`,
        details: {org, env, node, address, others},
      }));
  },
};

interface Lonely {
  readonly member: Membership;
  readonly address: string;
  /** Nodes whose balancers lead there. */
  readonly others: readonly string[];
}

function lonely({nodes, memberships}: Topology): readonly Lonely[] {
  const loopback = new Map(nodes.filter(isLoopback).map(({org, name, address}) => [`${org}/${name}`, address]));
  if (loopback.size === 0) return [];
  return [...groupBy(memberships, envKey).values()].flatMap((members) =>
    members.flatMap((member) => {
      const address = loopback.get(`${member.org}/${member.node}`);
      const others = members.map(({node}) => node).filter((node) => node !== member.node);
      return address === undefined || others.length === 0 ? [] : [{member, address, others: others.sort(compareText)}];
    }),
  );
}

function isLoopback({address}: Node): boolean {
  return /^(?:127\.|localhost\.?$|\[?::1\]?$)/i.test(address);
}

function placeOf({org, env, node}: Membership): string {
  return `${org}/${env}/${node}`;
}
