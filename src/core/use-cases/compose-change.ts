import type {Observation, ProjectSpec, SecretRef} from '../domain/container.js';
import {withSecretVersion} from '../domain/changes/with-config.js';
import {withImageIds} from '../domain/changes/with-deployment.js';
import type {Node, SecretTarget, Topology} from '../domain/model.js';
import {planWithoutSteps, type Plan} from '../domain/plan.js';
import {secretName} from '../domain/planning/describe-containers.js';
import {withPulls, type ImagePull} from '../domain/planning/image-pulls.js';
import type {DigestValue} from '../domain/planning/made-otherwise.js';
import {placeInstances} from '../domain/planning/place-instances.js';
import {firstPortOf} from '../domain/planning/port-book.js';
import {planChanges} from '../domain/planning/plan-changes.js';
import type {PlanScope} from '../domain/planning/plan-input.js';
import {latestSecret} from '../domain/planning/service-connection.js';
import {checkTopology} from '../domain/rules/index.js';
import type {Facts} from '../domain/rules/rule.js';
import type {Violation} from '../domain/violation.js';
import type {ClusterChange} from './cluster-change.js';

/** What was found out before the change is composed. */
export interface Gathered {
  readonly installation: string;
  readonly observation: Observation;
  readonly facts: Facts;
  /** Image ids by `org/env/app`. */
  readonly imageIds: ReadonlyMap<string, string>;
  /** What is pulled before anything moves. */
  readonly pulls: readonly ImagePull[];
  readonly proxyProject: (node: Node) => ProjectSpec;
  readonly digestValue: DigestValue;
}

export interface ComposedChange {
  readonly after: Topology;
  readonly plan: Plan;
  readonly errors: readonly Violation[];
  readonly warnings: readonly Violation[];
  /** Secrets that Muster makes with this change. */
  readonly generated: readonly GeneratedSecret[];
}

export interface GeneratedSecret {
  readonly ref: SecretRef;
  readonly bytes: number;
}

const servicePasswordBytes = 24;

/** Edit, complete, place, check, plan: one pure walk from the topology before to the plan. */
export function composeChange(before: Topology, change: ClusterChange, gathered: Gathered): ComposedChange {
  const edited = change.edit(before);
  const scope = {org: change.org, ...change.scope(before, edited)};
  const {generated, missing} = wantedSecrets(edited, scope);
  const complete = generated.reduce((topology, {ref}) => withSecretVersion(topology, ref), edited);
  const placed = placeInstances({
    topology: complete,
    foreignPorts: gathered.facts.foreignPorts,
    offlineNodes: gathered.facts.offlineNodes,
    firstPort: firstPortOf(gathered.installation),
  });
  const after = withImageIds(placed.topology, gathered.imageIds);
  const envs = [...new Set([...scope.deployments.map(({env}) => env), ...scope.serviceEnvs])];
  const moved = envs.map((name) => ({kind: 'env', org: scope.org, name}) as const);
  const facts = {...gathered.facts, moved, missingSecrets: missing};
  const violations = [...(change.found ?? []), ...checkTopology({before, after, facts})];
  const overridden = new Set(change.overridden);
  const errors = violations.filter((violation) => violation.severity === 'error' && !overridden.has(violation.code));
  const plan =
    errors.length > 0
      ? null
      : planChanges({
          before,
          after,
          observation: gathered.observation,
          installation: gathered.installation,
          scope,
          proxyProject: gathered.proxyProject,
          digestValue: gathered.digestValue,
          placements: placed.reasons,
        });
  return {
    after,
    errors,
    generated,
    warnings: violations.filter((violation) => violation.severity === 'warning' || overridden.has(violation.code)),
    plan: plan ? withPulls(plan, gathered.pulls) : planWithoutSteps(change.org),
  };
}

/** Secrets that recipes and services of the environments in scope want and nobody has set: what Muster makes, and what it may not make. */
function wantedSecrets(
  topology: Topology,
  scope: PlanScope,
): {readonly generated: readonly GeneratedSecret[]; readonly missing: readonly SecretTarget[]} {
  const envs = new Set([...scope.serviceEnvs, ...scope.deployments.map((key) => key.env)]);
  const inScope = (row: {readonly org: string; readonly env: string}) => row.org === scope.org && envs.has(row.env);
  const services = topology.services
    .filter((service) => inScope(service) && service.passwordSecret !== null)
    .map((service) => ({
      scope: {org: service.org, env: service.env, app: null, name: service.passwordSecret as string},
      bytes: service.managed ? servicePasswordBytes : null,
    }));
  const apps = topology.deployments.filter(inScope).flatMap((deployment) => {
    const recipe = topology.apps.find((app) => app.org === deployment.org && app.name === deployment.app)?.recipe;
    return Object.entries(recipe?.secrets ?? {}).map(([variable, {generateBytes}]) => ({
      scope: {org: deployment.org, env: deployment.env, app: deployment.app, name: secretName(variable)},
      bytes: generateBytes,
    }));
  });
  const wanted = [...services, ...apps].filter(({scope}) => latestSecret(topology, scope) === null);
  return {
    generated: wanted.flatMap(({scope, bytes}) => (bytes === null ? [] : [{ref: {...scope, version: 1}, bytes}])),
    missing: wanted.filter(({bytes}) => bytes === null).map(({scope}) => scope),
  };
}
