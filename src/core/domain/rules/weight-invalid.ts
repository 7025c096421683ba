import {appKey, byApp, byEnv, deployedApps, envKey, orgFlag, sortedUnique} from '../indexes.js';
import type {Deployment, Topology} from '../model.js';
import {weight as kindOfWeight} from '../values/kinds.js';
import {weightRange} from '../values/sizes.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

const [least, greatest] = weightRange;

export const weightInvalid: Rule = {
  codes: ['WEIGHT_INVALID'],
  sentence: 'Weights are whole numbers from 0 to 256; 0 takes no traffic, and not all of them are 0.',
  check({after}) {
    return [...outOfRange(after), ...allZero(after)];
  },
};

interface Weighed {
  readonly subject: string;
  readonly where: string;
  readonly weight: number | null;
  readonly hint: string;
}

/** Whether the thing is there already or comes with the weight, the command is not known here. */
const inRange = 'Give a weight from 0 to 256, as in --weight 10, or weight: 10 in a file.';

function outOfRange(topology: Topology): Violation[] {
  return wrongWeights(topology).map(({subject, where, weight, hint}) => ({
    code: 'WEIGHT_INVALID',
    severity: 'error',
    subject,
    message: `The weight ${weight} of ${where} is not valid: weights are whole numbers from ${least} to ${greatest}.`,
    hint,
    details: {where, weight, least, greatest},
  }));
}

function isWrong(weight: number | null): boolean {
  return weight !== null && 'problem' in kindOfWeight.read(String(weight));
}

function wrongWeights({nodes, memberships, deployments}: Topology): Weighed[] {
  const wrong = <T extends {readonly weight: number | null}>(rows: readonly T[]) => rows.filter(({weight}) => isWrong(weight));
  return [
    ...wrong(nodes).map(({name, weight}) => ({subject: `node ${name}`, where: `node ${name}`, weight, hint: inRange})),
    ...wrong(memberships).map(({env, node, weight}) => ({
      subject: `env ${env}`,
      where: `node ${node} in env ${env}`,
      weight,
      hint: inRange,
    })),
    ...deployments.flatMap(({env, app, weights}) =>
      Object.entries(weights)
        .filter(([, weight]) => isWrong(weight))
        .map(([role, weight]) => ({
          subject: `app ${app}`,
          where: `role ${role} of app ${app} in env ${env}`,
          weight,
          hint: `Give a weight from 0 to 256, as in --role-weight ${role}=10, or weights: {${role}: 10} in a file.`,
        })),
    ),
  ];
}

function allZero(topology: Topology): Violation[] {
  if (!hasZero(topology)) return [];
  const weightOf = weigher(topology);
  const instances = byApp(topology.instances);
  const members = byEnv(topology.memberships);
  return deployedApps(topology).flatMap(({deployment, recipe}) => {
    const {org, env, app, roles} = deployment;
    const used = Object.keys(roles).filter((role) => roles[role]! > 0);
    const nodes = sortedUnique((members.get(envKey(deployment)) ?? []).map((it) => it.node));
    const placed = instances.get(appKey(deployment)) ?? used.flatMap((role) => nodes.map((node) => ({role, node})));
    if (placed.length === 0 || placed.some(({role, node}) => weightOf(deployment, node, role) ?? recipe.roles[role]?.weight ?? 1))
      return [];
    return [
      {
        code: 'WEIGHT_INVALID',
        severity: 'error' as const,
        subject: `app ${app}`,
        message: `Every instance of app ${app} in env ${env} has weight 0, so none would take traffic.`,
        hint: `Give a node more: muster env join ${env} ${placed[0]!.node} --weight 1${orgFlag(org)}; or a role, in the file: weights: {${placed[0]!.role}: 1}.`,
        details: {org, env, app, roles: used, nodes},
      },
    ];
  });
}

function hasZero({nodes, memberships, deployments, apps}: Topology): boolean {
  const isZero = ({weight}: {readonly weight: number | null}) => weight === 0;
  return (
    nodes.some(isZero) ||
    memberships.some(isZero) ||
    deployments.some(({weights}) => Object.values(weights).includes(0)) ||
    apps.some(({recipe}) => Object.values(recipe.roles).some(isZero))
  );
}

function weigher({memberships, nodes}: Topology): (deployment: Deployment, node: string, role: string) => number | null {
  const ofMember = new Map(memberships.map((it) => [`${envKey(it)}/${it.node}`, it.weight]));
  const ofNode = new Map(nodes.map((it) => [`${it.org}/${it.name}`, it.weight]));
  return (deployment, node, role) =>
    deployment.weights[role] ?? ofMember.get(`${envKey(deployment)}/${node}`) ?? ofNode.get(`${deployment.org}/${node}`) ?? null;
}
