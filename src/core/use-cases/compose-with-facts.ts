import type {Observation} from '../domain/container.js';
import type {Node, Topology} from '../domain/model.js';
import {literalDigest} from '../domain/planning/made-otherwise.js';
import type {ImagePull} from '../domain/planning/image-pulls.js';
import {noFacts, type Facts} from '../domain/rules/rule.js';
import type {Ports} from '../ports/index.js';
import type {ClusterChange, Looked} from './cluster-change.js';
import {composeChange, type ComposedChange, type Gathered} from './compose-change.js';
import {gatherForeignPorts, nameForeignHolders} from './gather-ports.js';
import {gatherSameMachines} from './gather-machines.js';
import {gatherImages} from './gather-images.js';
import {gatherWeakSecrets} from './gather-weak-secrets.js';
import {digestValues} from './digest-values.js';
import {observeCluster} from './observe-cluster.js';
import {refuseRelease} from './refuse-release.js';
import {lookedAt, refuseSilent, refuseUnseen, silentWarnings, withAssumptions} from './silent-nodes.js';
import {openRelabelled, weakSecretsFacts} from './weak-secret.js';

export interface Composed extends ComposedChange {
  readonly gathered: Gathered;
  readonly looked: Looked;
}

/** Composes a change on what is observed now, with every fact that the rules want. */
export async function composeWithFacts(
  ports: Ports,
  {before, change}: {readonly before: Topology; readonly change: ClusterChange},
): Promise<Composed> {
  const [installation, standpoint] = await Promise.all([ports.founder(), ports.identity()]);
  const edited = change.edit(before);
  const scope = change.scope(before, edited);
  const nodes = scopeNodes(before, edited, change, scope);
  const observed = nodes.length === 0 ? nothingObserved : await observeCluster(ports, nodes);
  refuseRelease(before, observed, change);
  const silent = new Set(observed.unreachable.map(({node}) => node));
  const answering = nodes.filter((node) => !silent.has(node.name));
  const proxy = nodes.length === 0 ? null : await ports.proxy();
  const proxyProject = (node: Node) => (proxy ? proxy.project(node, installation) : {name: '', containers: []});
  const foreignPorts = await gatherForeignPorts(ports, before, observed, answering);
  const sameMachines = await gatherSameMachines(ports, before, edited);
  const blank: Gathered = {
    installation,
    observation: withAssumptions(observed, nodes, {topology: before, installation, proxyProject, change}),
    imageIds: new Map(),
    pulls: [],
    facts: {
      ...noFacts,
      standpoint,
      foreignPorts,
      sameMachines,
      healthyEnvs: nodes.length === 0 ? null : healthyEnvs(observed),
      offlineNodes: new Set([...silent].map((name) => `${change.org}/${name}`)),
    },
    proxyProject,
    digestValue:
      observed.containers.length === 0
        ? literalDigest
        : await digestValues(ports, before, {org: change.org, envs: envsOf(scope)}),
  };
  const first = composeChange(before, change, blank);
  const [images, read, relabelled] = await Promise.all([
    gatherImages(ports, first, {scope, nodes: answering}),
    gatherWeakSecrets(ports, first.after, scope),
    openRelabelled(ports, before, first.after.envs),
  ]);
  const weakSecrets = new Map([...weakSecretsFacts(first.after, relabelled).weakSecrets, ...read]);
  const facts: Facts = {
    ...blank.facts,
    weakSecrets,
    missingImages: images.missing,
    absentImages: absentOf(images.pulls, change.org),
    foreignPorts: first.errors.some((violation) => violation.code === 'PORT_TAKEN')
      ? await nameForeignHolders(ports, answering, foreignPorts)
      : foreignPorts,
  };
  const gathered: Gathered = {...blank, imageIds: images.imageIds, pulls: images.pulls, facts};
  const unchanged =
    images.imageIds.size + images.missing.length + images.pulls.length + weakSecrets.size + first.errors.length === 0;
  const composed = unchanged ? first : composeChange(before, change, gathered);
  refuseSilent(composed, observed, change);
  const looked = lookedAt(nodes, observed, change);
  refuseUnseen({before, composed, looked}, observed, change);
  return {...composed, gathered, looked, warnings: [...composed.warnings, ...silentWarnings({before, change}, observed)]};
}

/** Services and balancers have no version to be wrong. */
function absentOf(pulls: readonly ImagePull[], org: string): Facts['absentImages'] {
  return pulls.filter(({wantedBy}) => wantedBy.startsWith('deployment ')).map((pull) => ({...pull, org}));
}

function healthyEnvs({containers}: Observation): ReadonlySet<string> {
  const healthy = containers.filter(
    (it) => it.kind === 'instance' && it.state === 'running' && (it.health === 'healthy' || it.health === 'none'),
  );
  return new Set(healthy.map(({org, env}) => `${org}/${env}`));
}

function envsOf({deployments, serviceEnvs}: ReturnType<ClusterChange['scope']>): readonly string[] {
  return [...new Set([...deployments.map(({env}) => env), ...serviceEnvs])];
}

const nothingObserved: Observation = {containers: [], proxies: [], networks: [], unreachable: []};

/** Nodes on which the plan may have to look or act. */
function scopeNodes(
  before: Topology,
  after: Topology,
  change: ClusterChange,
  scope: ReturnType<ClusterChange['scope']>,
): readonly Node[] {
  const envs = new Set([...scope.deployments.map((key) => key.env), ...scope.serviceEnvs]);
  const names = new Set(scope.proxyNodes);
  for (const topology of [before, after]) {
    for (const member of topology.memberships) if (member.org === change.org && envs.has(member.env)) names.add(member.node);
    for (const instance of topology.instances)
      if (instance.org === change.org && envs.has(instance.env)) names.add(instance.node);
    for (const service of topology.services)
      if (service.org === change.org && service.managed && scope.serviceEnvs.includes(service.env))
        names.add(service.managed.node);
  }
  const known = [
    ...after.nodes,
    ...before.nodes.filter((node) => !after.nodes.some((other) => other.org === node.org && other.name === node.name)),
  ];
  return known.filter((node) => node.org === change.org && names.has(node.name));
}
