import {groupBy, listWords, orgFlag} from '../indexes.js';
import {touchedBy} from '../looked-after.js';
import type {Topology} from '../model.js';
import {isDivided, standingCluster, type Standpoint} from '../standpoint.js';
import type {Violation} from '../violation.js';
import type {Rule, RuleInput} from './rule.js';

export const isolation: Rule = {
  codes: ['ISOLATION'],
  sentence:
    "An env's nodes are in groups of the cluster that looks after its workspace; what one cluster looks after is not changed for another.",
  check: (input) => [...checkMembers(input.after), ...checkStandpoint(input)],
};

/** Bindings may be changed from anywhere: they move things between clusters. */
export function checkStandpoint({before, after, facts: {standpoint, moved}}: RuleInput): readonly Violation[] {
  if (standpoint === null || !isDivided(before)) return [];
  const own = standingCluster(before, standpoint)?.id ?? null;
  return [...touchedBy(before, after, moved)]
    .filter(([cluster]) => cluster !== own)
    .map(([cluster, touched]) => {
      const acting = own === null ? nobody(standpoint) : `this is cluster ${own}`;
      return {
        code: 'ISOLATION',
        severity: 'error',
        subject: touched[0] as string,
        message: `Cluster ${cluster} looks after ${listWords(touched)}, and ${acting}.`,
        hint: `Act for it: muster cluster switch ${cluster}.`,
        details: {cluster, own, touched},
      };
    });
}

function nobody({cluster}: Standpoint): string {
  return cluster === null ? 'this installation has joined no cluster' : `there is no cluster ${cluster} to act for`;
}

function checkMembers(after: Topology): readonly Violation[] {
  if (after.clusters.length < 2 && after.groups.every(({cluster}) => cluster !== null)) return [];
  return [...groupBy(crossings(after), (it) => `${it.org}/${it.group}/${it.env}`).values()].map((found) => {
    const {org, env, group, workspace, groupCluster, cluster} = found[0]!;
    const nodes = found.map(({node}) => node);
    const owner = groupCluster === null ? 'no cluster looks after' : `cluster ${groupCluster} looks after`;
    return {
      code: 'ISOLATION',
      severity: 'error',
      subject: `env ${env}`,
      message: `Env ${env} is in workspace ${workspace} of cluster ${cluster}, and ${listWords(nodes)} ${nodes.length === 1 ? 'is' : 'are'} in group ${group}, which ${owner}.`,
      hint: `Take nodes of its own cluster, or bind the group: muster group bind ${group} --cluster ${cluster}${groupCluster === null ? '' : ' --rebind'}${orgFlag(org)}; muster workspace bind ${workspace} --cluster ID --with-groups${orgFlag(org)} moves both at once.`,
      details: {org, env, workspace, cluster, group, groupCluster, nodes},
    };
  });
}

interface Crossing {
  readonly org: string;
  readonly env: string;
  readonly node: string;
  readonly group: string;
  readonly workspace: string;
  readonly groupCluster: string | null;
  readonly cluster: string;
}

function crossings({memberships, nodes, envs, groups, workspaces}: Topology): readonly Crossing[] {
  const byName = <T extends {readonly org: string; readonly name: string}>(rows: readonly T[]) =>
    new Map(rows.map((row) => [`${row.org}/${row.name}`, row]));
  const [ofNode, ofEnv, ofGroup, ofWorkspace] = [byName(nodes), byName(envs), byName(groups), byName(workspaces)];
  return memberships.flatMap(({org, env, node}) => {
    const group = ofGroup.get(`${org}/${ofNode.get(`${org}/${node}`)?.group}`);
    const workspace = ofWorkspace.get(`${org}/${ofEnv.get(`${org}/${env}`)?.workspace}`);
    if (!group || !workspace || group.cluster === workspace.cluster) return [];
    const {cluster} = workspace;
    return [{org, env, node, group: group.name, workspace: workspace.name, groupCluster: group.cluster, cluster}];
  });
}
