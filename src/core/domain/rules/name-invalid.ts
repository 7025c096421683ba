import {foldClusterId, foldName, isLegalClusterId, isLegalName} from '../names.js';
import {quoted} from '../quoted.js';
import type {Topology} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const nameInvalid: Rule = {
  codes: ['NAME_INVALID'],
  sentence:
    'Names are 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit; upper case is folded. Cluster ids are 1 to 20 letters, digits and _.',
  check({after}) {
    return [
      ...namesOf(after).flatMap((named) => nameProblem(named) ?? []),
      ...after.clusters.flatMap(({id}) => idProblem(id) ?? []),
    ];
  },
};

/** What is wrong with the id of a cluster; null when it is legal. */
export function idProblem(id: string): Violation | null {
  const folded = foldClusterId(id);
  if (isLegalClusterId(folded)) return null;
  const suggestion = folded.replaceAll(/[^A-Z0-9_]+/g, '_').slice(0, 20) || 'SERVER01';
  return {
    code: 'NAME_INVALID',
    severity: 'error',
    subject: `cluster ${id}`,
    message: `The cluster id ${quoted(id)} is not legal: ids are 1 to 20 letters, digits and _.`,
    hint: `Use a legal id, such as ${suggestion}.`,
    details: {kind: 'cluster', name: id, suggestion},
  };
}

/** What is wrong with one name; null when it is legal. */
export function nameProblem({kind, name}: Named): Violation | null {
  if (isLegalName(foldName(name))) return null;
  return {
    code: 'NAME_INVALID',
    severity: 'error',
    subject: `${kind} ${name}`,
    message: `The ${kind} name ${quoted(name)} is not legal: names are 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit.`,
    hint: `Use a legal name, such as ${suggestName(name, kind)}.`,
    details: {kind, name, suggestion: suggestName(name, kind)},
  };
}

interface Named {
  readonly kind: string;
  readonly name: string;
}

function namesOf(topology: Topology): Named[] {
  const {clusters, orgs, groups, workspaces, nodes, envs, services, apps} = topology;
  const kinds = {
    cluster: clusters,
    org: orgs,
    group: groups,
    workspace: workspaces,
    node: nodes,
    env: envs,
    service: services,
    app: apps,
  };
  return Object.entries(kinds).flatMap(([kind, rows]) => [...new Set(rows.map(({name}) => name))].map((name) => ({kind, name})));
}

function suggestName(name: string, kind: string): string {
  const cleaned = foldName(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 63)
    .replace(/-$/, '');
  return cleaned === '' ? `${kind}-1` : cleaned;
}
