import {canonicalJson} from '../digest.js';
import {compareText} from '../names.js';
import type {Collection, Environment, SecretVersion, Topology} from '../model.js';
import {withoutEnv} from './with-env.js';

export interface EnvClone {
  readonly org: string;
  readonly from: string;
  readonly to: string;
  /** What differs from the environment that is copied. */
  readonly facts: Partial<Pick<Environment, 'workspace' | 'labels'>>;
  readonly secrets: readonly SecretVersion[];
}

type Copied = 'memberships' | 'services' | 'deployments' | 'configs';

/**
 * With a copy of an environment: nodes, services, config, secrets and deployments, which are stopped. Addresses stay, for one
 * address belongs to one environment; instances come when the copy starts.
 */
export function withClone(topology: Topology, {org, from, to, facts, secrets}: EnvClone): Topology {
  const source = topology.envs.find((env) => env.org === org && env.name === from);
  if (!source) return topology;
  const copies = <C extends Copied>(collection: C): readonly Topology[C][number][] =>
    (topology[collection] as readonly Topology[C][number][])
      .filter((row) => row.org === org && row.env === from)
      .map((row) => ({...row, env: to}));
  const added = {
    envs: [{...source, ...facts, name: to, labels: {...source.labels, ...facts.labels}}],
    memberships: copies('memberships'),
    services: copies('services'),
    deployments: copies('deployments').map((it) => ({...it, state: 'stopped' as const, generation: 1})),
    configs: copies('configs'),
    secrets,
  };
  return (Object.keys(added) as (keyof typeof added & Collection)[]).reduce<Topology>(
    (edited, collection) => ({...edited, [collection]: [...edited[collection], ...added[collection]]}),
    topology,
  );
}

/** Whether the other environment has all that a copy would have; what runs of it does not matter. */
export function isClone(topology: Topology, clone: EnvClone): boolean {
  const {org, to} = clone;
  const fresh = withClone(withoutEnv(topology, {org, env: to, cascade: true}), clone);
  const content = ({envs, ...rest}: Topology) => {
    const own = <T extends {readonly org: string; readonly env: string}>(rows: readonly T[]) =>
      rows.filter((row) => row.org === org && row.env === to);
    return canonicalJson([
      envs.filter((env) => env.org === org && env.name === to),
      own(rest.memberships).toSorted((a, b) => compareText(a.node, b.node)),
      own(rest.services).toSorted((a, b) => compareText(a.name, b.name)),
      own(rest.configs).toSorted((a, b) => compareText(`${a.app}/${a.key}`, `${b.app}/${b.key}`)),
      own(rest.deployments)
        .map(({app, version, roles, balance, weights}) => ({app, version, roles, balance, weights}))
        .toSorted((a, b) => compareText(a.app, b.app)),
    ]);
  };
  return content(fresh) === content(topology);
}
