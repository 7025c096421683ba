import {withoutRecords, withRecord} from '../collections.js';
import type {Collection, Environment, Topology} from '../model.js';

export function withEnv(topology: Topology, env: Environment): Topology {
  return withRecord(topology, 'envs', env);
}

/** Without the environment and, when `cascade`, everything in it. */
export function withoutEnv(
  topology: Topology,
  target: {readonly org: string; readonly env: string; readonly cascade: boolean},
): Topology {
  const owned: readonly Collection[] = target.cascade
    ? ['memberships', 'entries', 'services', 'deployments', 'instances', 'configs', 'secrets']
    : ['memberships', 'configs', 'secrets'];
  const inEnv = (row: object) =>
    (row as {org: string; env: string}).org === target.org && (row as {org: string; env: string}).env === target.env;
  const emptied = owned.reduce((edited, collection) => withoutRecords(edited, collection, inEnv), topology);
  return withoutRecords(emptied, 'envs', (env) => env.org === target.org && env.name === target.env);
}

export function withMembers(
  topology: Topology,
  target: {readonly org: string; readonly env: string; readonly nodes: readonly string[]; readonly weight: number | null},
): Topology {
  return target.nodes.reduce((edited, node) => {
    const standing = edited.memberships.find(
      (member) => member.org === target.org && member.env === target.env && member.node === node,
    );
    return withRecord(edited, 'memberships', {
      org: target.org,
      env: target.env,
      node,
      weight: target.weight ?? standing?.weight ?? null,
    });
  }, topology);
}

export function withoutMembers(
  topology: Topology,
  target: {readonly org: string; readonly env: string; readonly nodes: readonly string[]},
): Topology {
  return withoutRecords(
    topology,
    'memberships',
    (member) => member.org === target.org && member.env === target.env && target.nodes.includes(member.node),
  );
}
